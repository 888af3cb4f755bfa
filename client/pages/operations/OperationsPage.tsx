// The operators' page: what each role may do, and nothing else.

import { lazy, Suspense, useState, type ComponentType } from 'react';
import { may, type Grant, type Role } from '../../../shared/domain/role.ts';
import { useText } from '../../i18n/use-text.ts';
import { useIdentity } from '../../state/identity-store.ts';
import { useSession } from '../../state/session-store.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty, Loading } from '../../ui/Empty.tsx';
import { SectionPage } from '../../ui/SectionPage.tsx';
import { useTexts } from '../../ui/use-texts.ts';
import type { OfficeProps } from './office-props.ts';
import './operations.css';

/** One of the grants opens a section. */
const SECTIONS = {
  venue: {
    grants: ['halt', 'block', 'runBusinessDay'],
    page: lazy(() => import('./VenueSection.tsx')),
  },
  approvals: {
    grants: ['approvePayout', 'block', 'setLimits', 'correctTrade'],
    page: lazy(() => import('./ApprovalsSection.tsx')),
  },
  limits: { grants: ['setLimits'], page: lazy(() => import('./LimitsSection.tsx')) },
  bank: { grants: ['reconcile'], page: lazy(() => import('./BankSection.tsx')) },
  users: { grants: ['searchUsers'], page: lazy(() => import('./UsersSection.tsx')) },
  accounts: { grants: ['readAnyAccount'], page: lazy(() => import('./AccountsSection.tsx')) },
  audit: { grants: ['readAudit'], page: lazy(() => import('./AuditSection.tsx')) },
} as const satisfies Record<
  string,
  { readonly grants: readonly Grant[]; readonly page: ComponentType<OfficeProps> }
>;
type SectionId = keyof typeof SECTIONS;

export function sectionsOf(role: Role | undefined): readonly SectionId[] {
  if (role === undefined) return [];
  const ids = Object.keys(SECTIONS) as SectionId[];
  return ids.filter((id) => SECTIONS[id].grants.some((grant) => may(role, grant)));
}

interface OperationsPageProps {
  readonly onClose: () => void;
  /** To where a second factor is added. */
  readonly onSecurity: () => void;
}

export function OperationsPage({ onClose, onSecurity }: OperationsPageProps) {
  const t = useText();
  const role = useSession((state) => state.role);
  const open = sectionsOf(role);
  const lacksFactor = useIdentity((state) => state.me?.secondFactorMissing === true);
  const [chosen, setChosen] = useState<SectionId>();
  const [account, setAccount] = useState<number>();
  const hasTexts = useTexts(
    'operations',
    'account',
    'bank',
    'books',
    'clearing',
    'tiers',
    'reject',
  );
  if (!hasTexts) return null;
  const value = chosen ?? open[0] ?? 'venue';
  const Section: ComponentType<OfficeProps> = SECTIONS[value].page;
  const openBooks = (wanted: number) => {
    setAccount(wanted);
    setChosen('accounts');
  };
  return (
    <SectionPage
      title={t('operations.title')}
      sections={open.map((id) => ({ id, label: t(`operations.${id}`) }))}
      {...{ value, onClose, onChange: setChosen }}
    >
      {open.length === 0 && (
        <Empty title={t('operations.none')} words={t('operations.noneWords')} icon="help" />
      )}
      {open.length > 0 && lacksFactor && <NeedsFactor onSecurity={onSecurity} />}
      {open.length > 0 && !lacksFactor && (
        <Suspense fallback={<Loading rows={4} label={t('ui.loading')} />}>
          <Section {...{ account, openBooks }} />
        </Suspense>
      )}
    </SectionPage>
  );
}

/** The server lets nothing through without one; whoever has one has not used it for this session. */
function NeedsFactor({ onSecurity }: Pick<OperationsPageProps, 'onSecurity'>) {
  const t = useText();
  const has = useIdentity(({ me }) => me !== undefined && (me.totp || me.passkeys > 0));
  const key = has ? 'operations.factorUnused' : 'operations.noFactor';
  return (
    <Empty
      title={t(key)}
      words={t(`${key}Words`)}
      icon="help"
      urgent
      action={<Button onClick={onSecurity}>{t('operations.toSecurity')}</Button>}
    />
  );
}
