// The second factor by one-time codes: hand over the seed, prove it by a code, keep the recovery codes.

import { useState } from 'react';
import {
  beginTotp,
  confirmTotp,
  removeTotp,
  type Answered,
  type TotpSeed,
} from '../../actions/account.ts';
import { useText } from '../../i18n/use-text.ts';
import { useIdentity } from '../../state/identity-store.ts';
import { Button } from '../../ui/Button.tsx';
import { FormFoot } from '../../ui/FormFoot.tsx';
import { Block } from '../../ui/SectionPage.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useForm } from '../../ui/use-form.ts';
import { useStepUp } from './StepUp.tsx';

export function Totp() {
  const t = useText();
  const isOn = useIdentity((state) => state.me?.totp === true);
  const [seed, setSeed] = useState<TotpSeed | undefined>();
  const [codes, setCodes] = useState<readonly string[]>([]);
  const { run, dialog } = useStepUp();
  const begin = useForm(true, async () => {
    const answer: Answered<TotpSeed> = await run(beginTotp);
    if (answer.ok) setSeed(answer.value);
    return answer;
  });
  const remove = useForm(true, () => run(removeTotp));
  const form = isOn ? remove : begin;
  return (
    <Block title={t('account.totp')} words={t(isOn ? 'account.totpOn' : 'account.totpOff')}>
      {codes.length > 0 && <RecoveryCodes codes={codes} />}
      {seed !== undefined && !isOn ? (
        <TotpSetUp
          seed={seed}
          onDone={(given) => {
            setSeed(undefined);
            setCodes(given);
          }}
        />
      ) : (
        <form className="form narrow" onSubmit={form.onSubmit}>
          <FormFoot
            form={form}
            look={isOn ? 'plain' : 'primary'}
            send={t(isOn ? 'account.totpRemove' : 'account.totpBegin')}
          />
        </form>
      )}
      {dialog}
    </Block>
  );
}

interface SetUpProps {
  readonly seed: TotpSeed;
  readonly onDone: (recoveryCodes: readonly string[]) => void;
}

function TotpSetUp({ seed, onDone }: SetUpProps) {
  const t = useText();
  const [code, setCode] = useState('');
  const form = useForm(code.trim() !== '', async () => {
    const answer = await confirmTotp(code.replaceAll(' ', ''));
    if (answer.ok) onDone(answer.value.recoveryCodes);
    return answer;
  });
  const { size, path } = seed.qr;
  return (
    <div className="totp">
      <svg
        className="qr"
        role="img"
        aria-label={t('account.qr')}
        viewBox={`-2 -2 ${String(size + 4)} ${String(size + 4)}`}
        shapeRendering="crispEdges"
      >
        <path d={path} />
      </svg>
      <form className="form" noValidate onSubmit={form.onSubmit}>
        <p>{t('account.totpScan')}</p>
        <p className="secret">{seed.secret.replaceAll(/(.{4})/g, '$1 ')}</p>
        <TextField
          label={t('account.code')}
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          onChange={setCode}
        />
        <FormFoot form={form} send={t('account.totpConfirm')} />
      </form>
    </div>
  );
}

function RecoveryCodes({ codes }: { readonly codes: readonly string[] }) {
  const t = useText();
  const copy = () => void navigator.clipboard.writeText(codes.join('\n'));
  return (
    <div className="recovery" role="status">
      <p>{t('account.recoveryWords')}</p>
      <ul>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Button onClick={copy}>{t('account.copy')}</Button>
    </div>
  );
}
