// The mark of the product: three bars of a bell's swing.

export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 16 16" aria-hidden="true">
      <path className="mark-side" d="M3 5v5M13 6v5" />
      <path className="mark-mid" d="M8 1.5v13" />
      <path className="mark-body" d="M8 4v7" />
    </svg>
  );
}
