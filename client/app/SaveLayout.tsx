// Gives the layout on the screen a name of its own.

import { useState } from 'react';
import { useText } from '../i18n/use-text.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Field } from '../ui/Field.tsx';
import { layoutNames, layoutStore, saveLayoutAs } from './layout-store.ts';
import { closeOverlay } from './overlay-store.ts';

const NAME_MAX = 24;

export function SaveLayout() {
  const t = useText();
  const [name, setName] = useState('');
  const trimmed = name.trim();
  const taken = layoutNames(layoutStore.getState()).includes(trimmed);
  const good = trimmed !== '' && !taken;
  const save = () => {
    if (!good) return;
    saveLayoutAs(trimmed);
    closeOverlay();
  };
  return (
    <Dialog
      title={t('shell.saveLayout')}
      onClose={closeOverlay}
      actions={
        <>
          <Button onClick={closeOverlay}>{t('ui.cancel')}</Button>
          <Button look="primary" disabled={!good} onClick={save}>
            {t('shell.save')}
          </Button>
        </>
      }
    >
      <Field
        autoFocus
        inputMode="text"
        maxLength={NAME_MAX}
        label={t('shell.layoutName')}
        value={name}
        onChange={setName}
        error={taken ? t('shell.nameTaken') : undefined}
        onKeyDown={(event) => {
          if (event.key === 'Enter') save();
        }}
      />
    </Dialog>
  );
}
