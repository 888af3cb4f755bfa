// Marks the ladder's body by the room that it has; the style sheet leaves out what does not fit. A container
// query would do the same, but Chromium makes anew what it hides whenever a figure in it changes colour, and
// lays out the whole page for it.

import { useLayoutEffect, type RefObject } from 'react';

const NARROW_PX = 430;
const SLIM_PX = 340;
const LOW_PX = 380;

/** `part`: a child of the body. */
export function useRoom(part: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const body = part.current?.parentElement;
    if (body === null || body === undefined) return undefined;
    const mark = () => {
      const { clientWidth: width, clientHeight: height } = body;
      body.toggleAttribute('data-narrow', width <= NARROW_PX);
      body.toggleAttribute('data-slim', width <= SLIM_PX);
      body.toggleAttribute('data-low', height <= LOW_PX);
    };
    mark();
    const observer = new ResizeObserver(mark);
    observer.observe(body);
    return () => {
      observer.disconnect();
    };
  }, [part]);
}
