// Each frame is as high as what it shows.
addEventListener("message", ({ data, source }) => {
  if (data?.type !== "filing-viewer-height") return;
  for (const frame of document.querySelectorAll("iframe")) {
    if (frame.contentWindow === source) frame.height = data.height;
  }
});
