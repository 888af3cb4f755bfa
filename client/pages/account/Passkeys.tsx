// Passkeys: add, see, remove.

import { useState } from 'react';
import { addPasskey, listPasskeys, removePasskey } from '../../actions/account.ts';
import { useText } from '../../i18n/use-text.ts';
import { Answer } from '../../ui/Answer.tsx';
import { FormFoot } from '../../ui/FormFoot.tsx';
import { Block } from '../../ui/SectionPage.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useAnswer } from '../../ui/use-answer.ts';
import { useForm } from '../../ui/use-form.ts';
import { KeptList } from './KeptList.tsx';
import { useStepUp } from './StepUp.tsx';

export function Passkeys() {
  const t = useText();
  const passkeys = useAnswer(listPasskeys);
  const { run, dialog } = useStepUp();
  const [name, setName] = useState('');
  const form = useForm(name.trim() !== '', async () => {
    const answer = await run(() => addPasskey(name.trim()));
    if (answer?.ok === true) {
      setName('');
      await passkeys.reload();
    }
    return answer;
  });
  if (typeof PublicKeyCredential === 'undefined') return null;
  return (
    <Block title={t('account.passkeys')} words={t('account.passkeysWords')}>
      <Answer answer={passkeys}>
        {({ passkeys: rows }) => (
          <KeptList
            empty={t('account.noPasskeys')}
            rows={rows.map(({ id, name: label, createdMs, usedMs }) => ({
              ...{ id, label, createdMs, usedMs },
            }))}
            endWords={t('account.remove')}
            onEnd={async (id) => {
              const answer = await run(() => removePasskey(id));
              if (answer.ok) await passkeys.reload();
              return answer;
            }}
          />
        )}
      </Answer>
      <form className="form narrow" noValidate onSubmit={form.onSubmit}>
        <TextField label={t('account.passkeyName')} value={name} onChange={setName} />
        <FormFoot form={form} send={t('account.addPasskey')} />
      </form>
      {dialog}
    </Block>
  );
}
