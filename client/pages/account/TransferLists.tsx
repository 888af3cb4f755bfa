// Withdrawals and deposits, newest first: how each stands in words, and its history when it is opened.

import { useState, type ReactNode } from 'react';
import { cancelWithdrawal, type Funds, type HistoryLine } from '../../actions/funding.ts';
import { formatDecimal } from '../../../shared/domain/decimal.ts';
import { rejectWords } from '../../i18n/outcome-words.ts';
import type { Translate } from '../../i18n/text-table.ts';
import { useText } from '../../i18n/use-text.ts';
import { usePrefs } from '../../state/prefs-store.ts';
import { Button } from '../../ui/Button.tsx';
import { grouped } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Block } from '../../ui/SectionPage.tsx';
import { refusalWords } from '../../ui/use-form.ts';
import { dateTimeText } from '../../ui/zoned-time.ts';
import {
  actorOf,
  depositStanding,
  isCancellable,
  noteParts,
  shownHistory,
  withdrawalStanding,
  type Standing,
} from './transfer-states.ts';

export interface WithdrawalListProps {
  readonly funds: Funds;
  readonly reload: () => Promise<void>;
}

function moneyIn(funds: Funds, asset: number, minor: number): string {
  const currency = funds.funding.currencies.find((one) => one.asset === asset);
  if (currency === undefined) return String(minor);
  return `${grouped(formatDecimal(minor, currency.scale))} ${currency.code}`;
}

export function WithdrawalList({ funds, reload }: WithdrawalListProps) {
  const t = useText();
  const [refusal, setRefusal] = useState('');
  async function cancel(id: number): Promise<void> {
    const answer = await cancelWithdrawal(id);
    setRefusal(answer.ok ? '' : refusalWords(t, answer.code));
    await reload();
  }
  return (
    <Block title={t('funding.withdrawals')}>
      {refusal !== '' && (
        <p className="form-refusal" role="alert">
          {refusal}
        </p>
      )}
      {funds.withdrawals.length === 0 && (
        <p className="block-words">{t('funding.noWithdrawals')}</p>
      )}
      <ul className="transfers">
        {funds.withdrawals.map((one) => {
          const amount = moneyIn(funds, one.asset, one.amountMinor);
          return (
            <Transfer
              key={one.id}
              {...{ amount, state: one.state, history: one.history, user: one.user }}
              standing={withdrawalStanding(one)}
              where={t('funding.toIban', { iban: one.iban })}
              atMs={one.createdMs}
              number={`${t('funding.number')} ${one.endToEndId}`}
            >
              {isCancellable(one) && (
                <Button
                  small
                  aria-label={t('funding.cancelWhat', { amount })}
                  onClick={() => void cancel(one.id)}
                >
                  {t('funding.cancel')}
                </Button>
              )}
            </Transfer>
          );
        })}
      </ul>
    </Block>
  );
}

export function DepositList({ funds }: { readonly funds: Funds }) {
  const t = useText();
  return (
    <Block title={t('funding.deposits')}>
      {funds.deposits.length === 0 && <p className="block-words">{t('funding.noDeposits')}</p>}
      <ul className="transfers">
        {funds.deposits.map((one) => (
          <Transfer
            key={one.id}
            {...{ state: one.state, history: one.history, user: '', atMs: one.receivedMs }}
            amount={moneyIn(funds, one.asset, one.amountMinor)}
            standing={depositStanding(one)}
            where={one.payer === '' ? '' : t('funding.from', { payer: one.payer })}
            number={`${t('funding.bankNumber')} ${one.bankReference}`}
          />
        ))}
      </ul>
    </Block>
  );
}

interface TransferProps {
  readonly amount: string;
  readonly state: string;
  readonly standing: Standing;
  readonly where: string;
  readonly atMs: number;
  readonly number: string;
  readonly history: readonly HistoryLine[];
  /** Who asked for it; empty: nobody here. */
  readonly user: string;
  readonly children?: ReactNode;
}

function Transfer(props: TransferProps) {
  const { amount, state, standing, where, atMs, number, history, user, children } = props;
  const t = useText();
  const zone = usePrefs((prefs) => prefs.zone);
  const time = (ms: number) => dateTimeText(ms * 1_000, zone);
  return (
    <li>
      <details>
        <summary>
          <Icon name="right" />
          <time>{time(atMs)}</time>
          <b>{amount}</b>
          <span className="where">{where}</span>
          <span className="standing" data-standing={standing}>
            {t(`funding.state.${state}`)}
          </span>
        </summary>
        <p>{t(`funding.words.${state}`)}</p>
        <p className="faint">{number}</p>
        <ol aria-label={t('funding.history')}>
          {shownHistory(history).map((line, k) => (
            <li key={k}>
              <time>{time(line.atMs)}</time>
              <span>{t(`funding.state.${line.state}`)}</span>
              <span className="faint">
                {[t(`funding.actor.${actorOf(line, user)}`), noteWords(t, line)]
                  .filter((words) => words !== '')
                  .join(' · ')}
              </span>
            </li>
          ))}
        </ol>
      </details>
      {children}
    </li>
  );
}

function noteWords(t: Translate, line: HistoryLine): string {
  const { key, reason, code, reject, text } = noteParts(line);
  if (reason !== undefined) return t(`funding.reason.${reason}`);
  if (key !== undefined) return t(`funding.note.${key}`);
  if (code !== undefined) return t('funding.note.code', { code });
  return reject === undefined ? (text ?? '') : rejectWords(t, reject);
}
