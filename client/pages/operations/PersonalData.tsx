// Personal data of a user as it was unmasked, each field and answer in words.

import type { UnmaskedUser } from '../../actions/operations-desk.ts';
import { useText } from '../../i18n/use-text.ts';
import { IDENTITY_FIELDS, QUESTIONS } from '../account/profile-form.ts';

export function PersonalData({ of }: { readonly of: UnmaskedUser }) {
  const t = useText();
  const { identity, suitability, level } = of.profile;
  const answered = (answer: number) => answer >= 0 && answer <= 4;
  const rows: readonly (readonly [string, string])[] = [
    [t('operations.email'), of.email],
    ...IDENTITY_FIELDS.map((field) => [t(`account.${field}`), identity[field]] as const),
    ...QUESTIONS.map((question) => {
      const answer = suitability[question];
      const words = answered(answer) ? t(`account.${question}.${String(answer) as '0'}`) : '';
      return [t(`account.${question}`), words] as const;
    }),
    [t('operations.riskLevel'), level === 0 ? '' : t('account.level', { level })],
  ];
  return (
    <dl className="unmasked">
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value === '' ? '–' : value}</dd>
        </div>
      ))}
    </dl>
  );
}
