// The account of whoever is signed in: money for everyone who trades; profile, security, devices and API
// keys for users with an account of their own.

import { lazy, Suspense, useState } from 'react';
import { Role } from '../../../shared/domain/role.ts';
import { useText } from '../../i18n/use-text.ts';
import { useIdentity } from '../../state/identity-store.ts';
import { useSession } from '../../state/session-store.ts';
import { Empty, Loading } from '../../ui/Empty.tsx';
import { SectionPage } from '../../ui/SectionPage.tsx';
import { useTexts } from '../../ui/use-texts.ts';
import './account.css';
import './funding.css';

const OWN = {
  profile: lazy(() => import('./ProfileSection.tsx')),
  security: lazy(() => import('./SecuritySection.tsx')),
  devices: lazy(() => import('./DevicesSection.tsx')),
  keys: lazy(() => import('./KeysSection.tsx')),
} as const;
const MONEY = {
  assets: lazy(() => import('./AssetsSection.tsx')),
  funds: lazy(() => import('./FundsSection.tsx')),
  cash: lazy(() => import('./CashSection.tsx')),
  statements: lazy(() => import('./StatementsSection.tsx')),
} as const;
const SECTIONS = { ...OWN, ...MONEY } as const;
type SectionId = keyof typeof SECTIONS;
const OWN_IDS = Object.keys(OWN) as SectionId[];
const MONEY_IDS = Object.keys(MONEY) as SectionId[];

interface AccountPageProps {
  readonly onClose: () => void;
  /** The section that is shown first, of users with an account of their own. */
  readonly first?: keyof typeof OWN;
}

export function AccountPage({ onClose, first = 'profile' }: AccountPageProps) {
  const t = useText();
  const me = useIdentity((state) => state.me);
  // Staff has no money here; a demo user of another role is told so.
  const isOwn = me !== undefined;
  const hasMoney = !isOwn || me.role === Role.trader;
  const [section, setSection] = useState<SectionId>(isOwn ? first : 'assets');
  const hasTexts = useTexts('account', 'funding', 'lots', 'reject');
  if (!hasTexts) return null;
  const sections = [
    ...(isOwn ? OWN_IDS.map((id) => ({ id, label: t(`account.${id}`) })) : []),
    ...(hasMoney ? MONEY_IDS.map((id) => ({ id, label: t(`funding.${id}`) })) : []),
  ];
  return (
    <SectionPage
      title={t('account.title')}
      {...{ sections, onClose, value: section, onChange: setSection }}
    >
      <Chosen section={section} />
    </SectionPage>
  );
}

function Chosen({ section }: { readonly section: SectionId }) {
  const t = useText();
  const isOwn = useIdentity((state) => state.me !== undefined);
  const ownAccount = useIdentity((state) => state.me?.account);
  const demoAccount = useSession((state) => state.account);
  if (section in MONEY && (ownAccount ?? demoAccount) < 0) {
    const key = isOwn ? 'funding.noAccount' : 'funding.noAccountDemo';
    return <Empty title={t(key)} words={t(`${key}Words`)} icon="help" />;
  }
  const Section = SECTIONS[section];
  return (
    <Suspense fallback={<Loading rows={4} label={t('ui.loading')} />}>
      <Section />
    </Suspense>
  );
}
