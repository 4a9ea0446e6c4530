/** A picture of the video as it is now, to be given to a worker; null: there is none yet. It costs the page next to nothing. */
export async function grab(video: HTMLVideoElement): Promise<VideoFrame | ImageBitmap | null> {
  if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || video.videoWidth === 0) return null;
  try {
    // Where there are no video frames for pages (Safari before 16.4, Firefox before 130), a bitmap is the next best.
    return 'VideoFrame' in window ? new VideoFrame(video) : await createImageBitmap(video);
  } catch {
    return null;
  }
}

/** Calls `onFrame` with each frame's time (ms of the page's clock) until the result is called. */
export function eachFrame(video: HTMLVideoElement, onFrame: (at: number) => void): () => void {
  let stopped = false;
  const byVideo = 'requestVideoFrameCallback' in video;
  const ask = () => (byVideo ? video.requestVideoFrameCallback(frame) : requestAnimationFrame(frame));
  const frame = (at: number) => {
    if (stopped) return;
    onFrame(at);
    handle = ask();
  };
  let handle = ask();
  return () => {
    stopped = true;
    if (byVideo) video.cancelVideoFrameCallback(handle);
    else cancelAnimationFrame(handle);
  };
}
