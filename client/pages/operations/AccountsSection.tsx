// The books of any account, one at a time: each look stands in the audit log, so nothing is read before it is
// asked for.

import { useState } from 'react';
import type { BookName } from '../../actions/account-books.ts';
import { may } from '../../../shared/domain/role.ts';
import { useText } from '../../i18n/use-text.ts';
import { useSession } from '../../state/session-store.ts';
import { Button } from '../../ui/Button.tsx';
import { Block } from '../../ui/SectionPage.tsx';
import { Segment } from '../../ui/Segment.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { AccountBook } from './AccountBook.tsx';
import { BOOK_NAMES } from './book-columns.ts';
import type { OfficeProps } from './office-props.ts';
import { OnOff } from './OnOff.tsx';
import { ReasonField } from './ReasonField.tsx';
import { useAct } from './use-act.ts';
import { wholeNumber } from './whole-number.ts';

const ACCOUNT_MAX = 2 ** 31 - 1;

export default function AccountsSection({ account: given }: Pick<OfficeProps, 'account'>) {
  const t = useText();
  const [typed, setTyped] = useState(given === undefined ? '' : String(given));
  const [account, setAccount] = useState(given);
  const role = useSession((state) => state.role);
  const wanted = typed.trim() === '' ? undefined : wholeNumber(typed, ACCOUNT_MAX);
  return (
    <>
      <Block title={t('operations.accounts')} words={t('books.accountsWords')}>
        <form
          className="form narrow"
          onSubmit={(event) => {
            event.preventDefault();
            setAccount(wanted);
          }}
        >
          <TextField
            label={t('operations.accountNumber')}
            inputMode="numeric"
            value={typed}
            onChange={setTyped}
          />
          <Button type="submit" disabled={wanted === undefined}>
            {t('books.openBooks')}
          </Button>
        </form>
      </Block>
      {account !== undefined && <Books account={account} />}
      {account !== undefined && role !== undefined && may(role, 'block') && (
        <BlockAccount account={account} />
      )}
    </>
  );
}

function Books({ account }: { readonly account: number }) {
  const t = useText();
  const [book, setBook] = useState<BookName>('balances');
  return (
    <Block title={t('books.booksOf', { account })}>
      <Segment
        label={t('books.books')}
        choices={BOOK_NAMES.map((value) => ({ value, label: t(`books.book.${value}`) }))}
        value={book}
        onChange={setBook}
      />
      <AccountBook key={`${String(account)} ${book}`} account={account} name={book} />
    </Block>
  );
}

/** Blocking cancels its orders; the way back waits for a second person. */
function BlockAccount({ account }: { readonly account: number }) {
  const t = useText();
  const act = useAct();
  const words = { off: t('operations.block'), on: t('operations.unblock') };
  return (
    <Block title={t('operations.block')} words={t('operations.accountWords')}>
      <ReasonField act={act} />
      <OnOff {...{ act, ...words }} target={{ is: 'account', id: account }} />
    </Block>
  );
}
