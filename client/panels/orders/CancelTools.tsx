// Cancel many: what is chosen, all, or those of an instrument or a side; the answer is said in words.

import { useMemo } from 'react';
import { Side } from '../../../shared/domain/order.ts';
import { rejectWords } from '../../i18n/outcome-words.ts';
import type { Translate } from '../../i18n/text-table.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDesk, type CancelledMany } from '../../state/desk-context.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import { isWorking, type OrderRow } from '../../state/orders-store.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Menu, type MenuItem } from '../../ui/Menu.tsx';

export interface CancelToolsProps {
  readonly working: readonly OrderRow[];
  readonly chosen: readonly OrderRow[];
  readonly onAnswer: (words: string) => void;
}

export function CancelTools({ working, chosen, onAnswer }: CancelToolsProps) {
  const t = useText();
  const { actions } = useDesk();
  const instruments = useInstruments((state) => state.instruments);
  const cancel = async (filter?: { readonly instrument?: number; readonly side?: number }) => {
    onAnswer(t('orders.cancellingMany'));
    onAnswer(answerWords(t, await actions.cancelMany(filter)));
  };
  const choices = useMemo(() => countChoices(working), [working]);
  const items: (MenuItem | null)[] = [
    ...[Side.buy, Side.sell].map((side) => ({
      id: `side-${String(side)}`,
      label: t(side === Side.buy ? 'orders.cancelBuys' : 'orders.cancelSells', {
        n: choices.sides[side],
      }),
      disabled: choices.sides[side] === 0,
      onSelect: () => void cancel({ side }),
    })),
    null,
    ...[...choices.instruments].map(([instrument, n]) => ({
      id: `instrument-${String(instrument)}`,
      label: t('orders.cancelOf', { symbol: instruments.get(instrument)?.symbol ?? '', n }),
      onSelect: () => void cancel({ instrument }),
    })),
  ];
  const some = chosen.filter(isWorking);
  return (
    <>
      {some.length > 1 ? (
        <Button
          small
          onClick={() => {
            const n = actions.cancelOrders(some.map((row) => row.clientOrderId));
            onAnswer(t('orders.cancelsSent', { count: n }));
          }}
        >
          {t('orders.cancelChosen', { n: some.length })}
        </Button>
      ) : (
        <Button small disabled={working.length === 0} onClick={() => void cancel()}>
          {t('orders.cancelAll', { n: working.length })}
        </Button>
      )}
      {working.length > 0 && (
        <Menu label={t('orders.cancelSome')} trigger={<Icon name="down" />} items={items} />
      )}
    </>
  );
}

function countChoices(working: readonly OrderRow[]) {
  const sides: [number, number] = [0, 0];
  const instruments = new Map<number, number>();
  for (const { side, instrument } of working) {
    sides[side === Side.buy ? 0 : 1] += 1;
    instruments.set(instrument, (instruments.get(instrument) ?? 0) + 1);
  }
  return { sides, instruments };
}

function answerWords(t: Translate, answer: CancelledMany): string {
  if (answer.ok)
    return t(answer.more ? 'orders.cancelledMore' : 'orders.cancelledMany', {
      count: answer.cancelled,
    });
  if (answer.why === 'refused')
    return t('orders.cancelRefused', { why: rejectWords(t, answer.code) });
  return t(`orders.why_${answer.why}`);
}
