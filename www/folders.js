/**
 * The files of folders, under their paths: what belongs together in a filing is told by where it lies.
 */

/** So many files are read of folders. */
const MOST = 10_000;

/**
 * All files in what was dropped, those in hidden folders aside.
 * @param {FileSystemEntry[]} entries
 * @returns {Promise<File[]>}
 */
export async function filesOf(entries) {
  /** @type {File[]} */
  const files = [];
  const waiting = [...entries];
  for (let entry = waiting.shift(); entry && files.length < MOST; entry = waiting.shift()) {
    if (entry.name.startsWith(".") || entry.name === "__MACOSX") continue;
    if (entry.isDirectory) waiting.unshift(...await inside(/** @type {FileSystemDirectoryEntry} */ (entry)));
    else files.push(under(entry.fullPath, await fileOf(/** @type {FileSystemFileEntry} */ (entry))));
  }
  return files;
}

/**
 * The files of a folder that was chosen.
 * @param {File[]} files
 */
export const named = (files) => files.filter(({ name }) => !name.startsWith(".")).slice(0, MOST).map((file) => under(file.webkitRelativePath || file.name, file));

/** The same bytes, under a path. @param {string} path @param {File} file */
const under = (path, file) => new File([file], path.replace(/^\//, ""), { type: file.type });

/** @param {FileSystemFileEntry} entry @returns {Promise<File>} */
const fileOf = (entry) => new Promise((resolve, reject) => entry.file(resolve, reject));

/** What is in a folder, in the order of its names. A browser gives it in parts. @param {FileSystemDirectoryEntry} folder */
async function inside(folder) {
  const reader = folder.createReader();
  /** @type {FileSystemEntry[]} */
  const all = [];
  for (;;) {
    const part = await /** @type {Promise<FileSystemEntry[]>} */ (new Promise((resolve, reject) => reader.readEntries(resolve, reject)));
    if (part.length === 0) return all.sort((a, b) => (a.name < b.name ? -1 : 1));
    all.push(...part);
  }
}
