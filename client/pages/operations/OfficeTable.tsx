// A plain table of the office: where it is narrow each row is a card, every cell beneath its column's name.

import type { ReactNode } from 'react';

export interface OfficeTableProps {
  readonly label: string;
  /** Said in the place of rows. */
  readonly empty: string;
  readonly columns: readonly { readonly title: string; readonly isFigure?: boolean }[];
  readonly rows: readonly { readonly key: string | number; readonly cells: readonly ReactNode[] }[];
}

export function OfficeTable({ label, empty, columns, rows }: OfficeTableProps) {
  if (rows.length === 0) return <p className="block-words">{empty}</p>;
  return (
    <div className="office-table" role="region" aria-label={label} tabIndex={0}>
      <table aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ title, isFigure = false }, k) => (
              <th key={k} scope="col" data-figure={isFigure || undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key}>
              {cells.map((cell, k) => (
                <td
                  key={k}
                  data-label={columns[k]?.title}
                  data-figure={columns[k]?.isFigure === true || undefined}
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
