// One user intent: see older fills, orders or cash entries than this page was told of.

import {
  createRestClient,
  type CashEntry,
  type CurrencyResult,
  type HistoryPage,
} from '../net/rest-client.ts';
import { fillsStore } from '../state/fills-store.ts';
import { sessionStore } from '../state/session-store.ts';
import { addFills } from '../state/route-message.ts';
import { currentLink, restBearer } from './current-link.ts';

export type {
  CashEntry,
  CurrencyResult,
  DayResult,
  HistoryPage,
  ResultSums,
} from '../net/rest-client.ts';

/** Who has no account has no history: nothing is asked that would be refused. */
export function accountBearer(): Promise<string | undefined> {
  return sessionStore.getState().account < 0 ? Promise.resolve(undefined) : restBearer();
}

const rest = createRestClient(accountBearer);

/** The newest page of fills into the store, so that a reload forgets none. */
export async function loadFillHistory(): Promise<boolean> {
  const link = currentLink();
  fillsStore.setState({ history: 'loading' });
  const page = await rest.fills();
  // Somebody else may have signed in while it was on its way.
  if (link !== currentLink()) return false;
  if (page !== undefined) addFills(page.rows);
  fillsStore.setState({ history: page === undefined ? 'failed' : 'ready' });
  return page !== undefined;
}

export function loadCashEntries(before = ''): Promise<HistoryPage<CashEntry> | undefined> {
  return rest.cashEntries(before);
}

/** What closing positions made, by days of an IANA time zone. */
export function loadResults(zone: string): Promise<readonly CurrencyResult[] | undefined> {
  return rest.results(zone);
}
