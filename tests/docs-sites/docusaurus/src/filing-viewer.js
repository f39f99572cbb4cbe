import "filing-viewer/define";
import { enhance } from "filing-viewer";

// React expects the page as it wrote it until it has taken it over: by then this is called.
export const onRouteDidUpdate = () => enhance();
