// Close all positions at the market, after one question.

import { useState } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';

export interface CloseAllProps {
  readonly count: number;
  readonly onClose: () => void;
}

export function CloseAll({ count, onClose }: CloseAllProps) {
  const t = useText();
  const [asking, setAsking] = useState(false);
  const leave = () => {
    setAsking(false);
  };
  return (
    <>
      <Button
        small
        disabled={count === 0}
        onClick={() => {
          setAsking(true);
        }}
      >
        {t('positions.closeAll', { n: count })}
      </Button>
      {asking && (
        <Dialog
          title={t('positions.closeAllTitle')}
          onClose={leave}
          actions={
            <>
              <Button onClick={leave}>{t('ui.cancel')}</Button>
              <Button
                look="danger"
                onClick={() => {
                  leave();
                  onClose();
                }}
              >
                {t('positions.closeAllDo')}
              </Button>
            </>
          }
        >
          <p>{t('positions.closeAllWords', { count })}</p>
        </Dialog>
      )}
    </>
  );
}
