// How large a file is when a server has packed it.
import { brotliCompressSync, constants } from "node:zlib";

/** @param {Uint8Array} bytes */
export const packed = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length;
