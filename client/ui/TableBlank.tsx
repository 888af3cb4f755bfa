// The place of a row that is not here yet: as high as a row, and quiet.

import { useText } from '../i18n/use-text.ts';

export interface TableBlankProps {
  readonly id: string;
  readonly line: number;
  /** px. */
  readonly height: number;
  readonly columns: number;
  readonly cursor: boolean;
}

export function TableBlank({ id, line, height, columns, cursor }: TableBlankProps) {
  const t = useText();
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={line + 2}
      data-cursor={cursor || undefined}
      className="data-row data-blank"
      style={{ height }}
    >
      <div role="gridcell" aria-colspan={columns}>
        <span className="visually-hidden">{t('ui.table.blank')}</span>
      </div>
    </div>
  );
}
