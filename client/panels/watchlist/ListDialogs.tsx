// Dialogs about a list of the user's: its name, and whether it goes.

import { useState } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { LONGEST_NAME, type WatchList } from '../../state/watch-groups.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';

export interface NameDialogProps {
  readonly title: string;
  /** Word of the button. */
  readonly action: string;
  readonly name?: string;
  readonly onName: (name: string) => void;
  readonly onClose: () => void;
}

export function NameDialog({ title, action, name = '', onName, onClose }: NameDialogProps) {
  const t = useText();
  const [typed, setTyped] = useState(name);
  const isGood = typed.trim() !== '';
  const take = () => {
    if (!isGood) return;
    onName(typed);
    onClose();
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button look="primary" disabled={!isGood} onClick={take}>
            {action}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          take();
        }}
      >
        <Field
          label={t('watchlist.name')}
          value={typed}
          onChange={setTyped}
          inputMode="text"
          maxLength={LONGEST_NAME}
        />
      </form>
    </Dialog>
  );
}

export interface DeleteDialogProps {
  readonly list: WatchList;
  readonly onDelete: () => void;
  readonly onClose: () => void;
}

export function DeleteDialog({ list, onDelete, onClose }: DeleteDialogProps) {
  const t = useText();
  return (
    <Dialog
      title={t('watchlist.deleteTitle', { name: list.name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button
            look="danger"
            onClick={() => {
              onClose();
              onDelete();
            }}
          >
            {t('watchlist.deleteAction')}
          </Button>
        </>
      }
    >
      <p>{t('watchlist.deleteWords', { count: list.symbols.length })}</p>
    </Dialog>
  );
}
