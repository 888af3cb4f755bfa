// The tokens that canvases need, as colours that a canvas understands.

export type TokenColours = (token: `--${string}`) => string;

/** Reads the tokens as they are now: read them again when theme or up/down colours change. */
export function readColours(element: Element): TokenColours {
  const style = getComputedStyle(element);
  const kept = new Map<string, string>();
  return (token) => {
    const known = kept.get(token);
    if (known !== undefined) return known;
    const colour = style.getPropertyValue(token).trim();
    kept.set(token, colour);
    return colour;
  };
}

/** Calls back when the page changes its theme or its up/down colours. */
export function onLookChange(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, {
    attributes: true,
    attributeFilter: ['data-theme', 'data-updown'],
  });
  return () => {
    observer.disconnect();
  };
}
