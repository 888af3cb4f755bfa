// The account of whoever is signed in: profile, security, devices, API keys.

import { lazy, Suspense, useState } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { useIdentity } from '../../state/identity-store.ts';
import { Empty, Loading } from '../../ui/Empty.tsx';
import { SectionPage } from '../../ui/SectionPage.tsx';
import { useTexts } from '../../ui/use-texts.ts';
import './account.css';

const SECTIONS = {
  profile: lazy(() => import('./ProfileSection.tsx')),
  security: lazy(() => import('./SecuritySection.tsx')),
  devices: lazy(() => import('./DevicesSection.tsx')),
  keys: lazy(() => import('./KeysSection.tsx')),
} as const;
type SectionId = keyof typeof SECTIONS;

export function AccountPage({ onClose }: { readonly onClose: () => void }) {
  const t = useText();
  const me = useIdentity((state) => state.me);
  const [section, setSection] = useState<SectionId>('profile');
  const hasTexts = useTexts('account', 'reject');
  if (!hasTexts) return null;
  const Section = SECTIONS[section];
  const sections = (Object.keys(SECTIONS) as SectionId[]).map((id) => ({
    id,
    label: t(`account.${id}`),
  }));
  return (
    <SectionPage
      title={t('account.title')}
      {...{ sections, onClose, value: section, onChange: setSection }}
    >
      {me === undefined ? (
        <Empty title={t('account.demo')} words={t('account.demoWords')} icon="help" />
      ) : (
        <Suspense fallback={<Loading rows={4} label={t('ui.loading')} />}>
          <Section />
        </Suspense>
      )}
    </SectionPage>
  );
}
