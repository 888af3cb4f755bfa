// What is to be said of a table of windows: how many rows there are, that some could not be read, and that new
// ones wait above, for the foot of its panel; and what stands in the place of rows when there are none.

import type { ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';
import { Button } from './Button.tsx';
import { Empty, Loading } from './Empty.tsx';
import { grouped } from './format.ts';
import type { TableWindows } from './table-windows.ts';

export function WindowNote<Row>({ windows }: { readonly windows: TableWindows<Row> }) {
  const t = useText();
  const { state, total, more, behind, toHead, retry } = windows;
  const n = grouped(String(total));
  return (
    <>
      <span role="status" aria-busy={state === 'loading'}>
        {t(more ? 'ui.table.firstOf' : 'ui.table.rowCount', { n })}
      </span>
      {state === 'failed' && (
        <Button small look="quiet" onClick={retry}>
          {t('ui.table.failed')}
        </Button>
      )}
      {behind && (
        <Button small look="quiet" onClick={toHead}>
          {t('ui.table.newAbove')}
        </Button>
      )}
    </>
  );
}

export interface WindowEmptyProps<Row> {
  /** undefined: the table has all of its rows. */
  readonly windows: TableWindows<Row> | undefined;
  /** What is said of a list without rows. */
  readonly children: ReactNode;
}

export function WindowEmpty<Row>({ windows, children }: WindowEmptyProps<Row>) {
  const t = useText();
  if (windows?.state === 'loading') return <Loading label={t('ui.loading')} />;
  if (windows?.state !== 'failed') return children;
  const again = <Button onClick={windows.retry}>{t('ui.readAgain')}</Button>;
  return <Empty icon="warn" urgent title={t('ui.readFailed')} action={again} />;
}
