// Password, second factor, passkeys.

import { useState } from 'react';
import { changePassword } from '../../actions/account.ts';
import { useText } from '../../i18n/use-text.ts';
import { FormFoot } from '../../ui/FormFoot.tsx';
import { Block } from '../../ui/SectionPage.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useForm } from '../../ui/use-form.ts';
import { Passkeys } from './Passkeys.tsx';
import { useStepUp } from './StepUp.tsx';
import { Totp } from './Totp.tsx';

export default function SecuritySection() {
  return (
    <>
      <Totp />
      <Passkeys />
      <Password />
    </>
  );
}

function Password() {
  const t = useText();
  const { run, dialog } = useStepUp();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [isDone, setDone] = useState(false);
  const isReady = current !== '' && next !== '' && next === again;
  const form = useForm(isReady, async () => {
    const answer = await run(() => changePassword(current, next));
    setDone(answer.ok);
    if (answer.ok) for (const clear of [setCurrent, setNext, setAgain]) clear('');
    return answer;
  });
  const differs = form.wasTried && next !== again ? t('account.differs') : undefined;
  return (
    <Block title={t('account.passwordTitle')} words={t('account.passwordWords')}>
      <form className="form narrow" noValidate onSubmit={form.onSubmit}>
        <TextField
          label={t('account.password')}
          type="password"
          autoComplete="current-password"
          value={current}
          onChange={setCurrent}
        />
        <TextField
          label={t('account.newPassword')}
          type="password"
          autoComplete="new-password"
          value={next}
          onChange={setNext}
        />
        <TextField
          label={t('account.again')}
          type="password"
          autoComplete="new-password"
          value={again}
          onChange={setAgain}
          error={differs}
        />
        {isDone && (
          <p className="form-done" role="status">
            {t('account.passwordDone')}
          </p>
        )}
        <FormFoot form={form} send={t('account.changePassword')} />
      </form>
      {dialog}
    </Block>
  );
}
