// API keys: make, see, remove. A key signs requests; its secret is told once.

import { useState } from 'react';
import {
  addApiKey,
  listApiKeys,
  removeApiKey,
  type ApiKey,
  type KeyKind,
  type KeyScope,
} from '../../actions/account.ts';
import { useText } from '../../i18n/use-text.ts';
import { Answer } from '../../ui/Answer.tsx';
import { Button } from '../../ui/Button.tsx';
import { Check } from '../../ui/Check.tsx';
import { FormFoot } from '../../ui/FormFoot.tsx';
import { Block } from '../../ui/SectionPage.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useAnswer } from '../../ui/use-answer.ts';
import { useForm } from '../../ui/use-form.ts';
import { EMPTY_KEY, keyFaults, newKeyOf, SCOPES, type KeyDraft } from './key-form.ts';
import { KeptList } from './KeptList.tsx';
import { NamedChoice } from './NamedChoice.tsx';
import { useStepUp, type StepUpGuard } from './StepUp.tsx';

export default function KeysSection() {
  const t = useText();
  const keys = useAnswer(listApiKeys);
  const guard = useStepUp();
  return (
    <>
      <Block title={t('account.keys')} words={t('account.keysWords')}>
        <Answer answer={keys}>
          {({ keys: rows }) => (
            <KeptList
              empty={t('account.noKeys')}
              endWords={t('account.remove')}
              rows={rows.map(({ id, name, kind, scopes, addresses, createdMs, usedMs }) => ({
                ...{ id, label: name, createdMs, usedMs },
                words: [
                  t(`account.kind.${kind}`),
                  ...scopes.map((scope) => t(`account.scope.${scope}`)),
                  ...addresses,
                ].join(' · '),
              }))}
              onEnd={async (id) => {
                const answer = await guard.run(() => removeApiKey(id));
                if (answer.ok) await keys.reload();
                return answer;
              }}
            />
          )}
        </Answer>
      </Block>
      <NewKey guard={guard} onMade={() => void keys.reload()} />
      {guard.dialog}
    </>
  );
}

interface Made {
  readonly key: ApiKey;
  /** Of an HMAC key. */
  readonly secret?: string;
}

/** Above the form that made it, so that it is seen: the secret is told this once. */
function MadeKey({ id, secret }: { readonly id: string; readonly secret: string | undefined }) {
  const t = useText();
  const told = secret === undefined ? [id] : [id, secret];
  return (
    <div className="recovery" role="status">
      <p>{t(secret === undefined ? 'account.keyMade' : 'account.secretWords')}</p>
      {told.map((text) => (
        <p key={text} className="secret">
          {text}
        </p>
      ))}
      <Button onClick={() => void navigator.clipboard.writeText(told.join('\n'))}>
        {t('account.copy')}
      </Button>
    </div>
  );
}

function NewKey({ guard, onMade }: { readonly guard: StepUpGuard; readonly onMade: () => void }) {
  const t = useText();
  const [draft, setDraft] = useState<KeyDraft>(EMPTY_KEY);
  const [made, setMade] = useState<Made>();
  const faults = keyFaults(draft);
  const form = useForm(Object.keys(faults).length === 0, async () => {
    const answer = await guard.run(() => addApiKey(newKeyOf(draft, Date.now())));
    if (answer.ok) {
      setMade(answer.value);
      setDraft(EMPTY_KEY);
      onMade();
    }
    return answer;
  });
  const change = (part: Partial<KeyDraft>) => {
    setDraft({ ...draft, ...part });
  };
  const fault = (field: keyof typeof faults) => {
    const name = form.wasTried ? faults[field] : undefined;
    return name && t(`account.fault.${name}`);
  };
  return (
    <Block title={t('account.newKey')}>
      {made !== undefined && <MadeKey id={made.key.id} secret={made.secret} />}
      <form className="form narrow" noValidate onSubmit={form.onSubmit}>
        <TextField
          label={t('account.keyName')}
          value={draft.name}
          onChange={(name) => change({ name })}
          error={fault('name')}
        />
        <NamedChoice<KeyKind>
          label={t('account.keyKind')}
          choices={(['ed25519', 'hmac'] as const).map((value) => ({
            ...{ value, label: t(`account.kind.${value}`) },
          }))}
          value={draft.kind}
          onChange={(kind) => change({ kind })}
        />
        {draft.kind === 'ed25519' && (
          <TextField
            label={t('account.publicKey')}
            hint={t('account.publicKeyHint')}
            value={draft.publicKey}
            onChange={(publicKey) => change({ publicKey })}
            error={fault('publicKey')}
          />
        )}
        <Scopes scopes={draft.scopes} onChange={(scopes) => change({ scopes })} />
        {fault('scopes') !== undefined && <p className="form-refusal">{fault('scopes')}</p>}
        <TextField
          label={t('account.addresses')}
          hint={t('account.addressesHint')}
          value={draft.addresses}
          onChange={(addresses) => change({ addresses })}
        />
        <TextField
          label={t('account.days')}
          inputMode="numeric"
          value={draft.days}
          onChange={(days) => change({ days })}
          error={fault('days')}
        />
        <FormFoot form={form} send={t('account.makeKey')} />
      </form>
    </Block>
  );
}

interface ScopesProps {
  readonly scopes: readonly KeyScope[];
  readonly onChange: (scopes: readonly KeyScope[]) => void;
}

function Scopes({ scopes, onChange }: ScopesProps) {
  const t = useText();
  return (
    <fieldset className="scopes">
      <legend>{t('account.scopes')}</legend>
      {SCOPES.map((scope) => (
        <Check
          key={scope}
          label={t(`account.scope.${scope}`)}
          checked={scopes.includes(scope)}
          onChange={(on) => {
            onChange(on ? [...scopes, scope] : scopes.filter((one) => one !== scope));
          }}
        />
      ))}
    </fieldset>
  );
}
