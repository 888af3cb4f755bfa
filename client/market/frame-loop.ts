// One animation-frame loop for everything that changes often: painters run once per frame, in the order
// they were added. Ticks never go through React.

export type Painter = () => void;

export interface FrameLoop {
  /** Adds a painter; the answer takes it away again. */
  add(painter: Painter): () => void;
}

export function createFrameLoop(): FrameLoop {
  const painters = new Set<Painter>();
  const frame = () => {
    for (const paint of painters) paint();
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  return {
    add(painter) {
      painters.add(painter);
      return () => painters.delete(painter);
    },
  };
}
