// Who the user is, and what suits them; trading and money follow from a complete profile.

import { useState } from 'react';
import type { ProfileView } from '../../../shared/domain/profile.ts';
import { readProfile, writeProfile } from '../../actions/account.ts';
import { useText } from '../../i18n/use-text.ts';
import { Answer } from '../../ui/Answer.tsx';
import { FormFoot } from '../../ui/FormFoot.tsx';
import { Block } from '../../ui/SectionPage.tsx';
import { Segment } from '../../ui/Segment.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useAnswer } from '../../ui/use-answer.ts';
import { useForm } from '../../ui/use-form.ts';
import {
  ANSWERS,
  fieldFault,
  IDENTITY_FIELDS,
  isSendable,
  QUESTIONS,
  withAnswer,
  withField,
} from './profile-form.ts';

export default function ProfileSection() {
  const answer = useAnswer(readProfile);
  return <Answer answer={answer}>{(given) => <ProfileForm given={given} />}</Answer>;
}

function ProfileForm({ given }: { readonly given: ProfileView }) {
  const t = useText();
  const [view, setView] = useState(given);
  const [profile, setProfile] = useState({
    identity: given.identity,
    suitability: given.suitability,
  });
  const [isSaved, setSaved] = useState(false);
  const form = useForm(isSendable(profile), async () => {
    const answer = await writeProfile(profile);
    setSaved(answer.ok);
    if (answer.ok) setView(answer.value);
    return answer;
  });
  const change = (next: typeof profile) => {
    setSaved(false);
    setProfile(next);
  };
  return (
    <form className="form" noValidate onSubmit={form.onSubmit}>
      <ProfileState view={view} />
      <Block title={t('account.identity')} words={t('account.identityWords')}>
        <div className="field-grid">
          {IDENTITY_FIELDS.map((field) => {
            const fault = fieldFault(field, profile.identity[field]);
            const isMissing = view.missing.includes(field) && profile.identity[field] === '';
            return (
              <TextField
                key={field}
                label={t(`account.${field}`)}
                value={profile.identity[field]}
                hint={isMissing ? t('account.needed') : undefined}
                error={form.wasTried && fault ? t(`account.fault.${fault}`) : undefined}
                {...(field === 'birthDate' ? { placeholder: t('account.dateForm') } : {})}
                onChange={(text) => {
                  change(withField(profile, field, text));
                }}
              />
            );
          })}
        </div>
      </Block>
      <Block title={t('account.suitability')} words={t('account.suitabilityWords')}>
        {QUESTIONS.map((question) => (
          <div className="question" key={question}>
            <span>{t(`account.${question}`)}</span>
            <Segment
              label={t(`account.${question}`)}
              choices={ANSWERS.map((value) => ({
                value,
                label: t(`account.${question}.${String(value)}`),
              }))}
              value={profile.suitability[question]}
              onChange={(value) => {
                change(withAnswer(profile, question, value));
              }}
            />
          </div>
        ))}
      </Block>
      {isSaved && (
        <p className="form-done" role="status">
          {t('account.saved')}
        </p>
      )}
      <FormFoot form={form} send={t('account.save')} />
    </form>
  );
}

function ProfileState({ view }: { readonly view: ProfileView }) {
  const t = useText();
  const level = view.level === 0 ? '' : t('account.level', { level: view.level });
  return (
    <p className="kyc" data-state={view.kyc}>
      <b>{t(`account.kyc.${view.kyc}`)}</b> {t(`account.kyc.${view.kyc}.words`)} {level}
    </p>
  );
}
