// What opens above the desk beside the palette; loaded when first asked for.

import { AccountPage } from '../pages/account/AccountPage.tsx';
import { OperationsPage } from '../pages/operations/OperationsPage.tsx';
import { Gallery } from './Gallery.tsx';
import { GlossaryPage } from './GlossaryPage.tsx';
import { LifePage } from './LifePage.tsx';
import { KeysPage } from './KeysPage.tsx';
import { closeOverlay, openOverlay, type OverlayName } from './overlay-store.ts';
import { PrefsPage } from './PrefsPage.tsx';
import { SaveLayout } from './SaveLayout.tsx';

const toSecurity = (): void => openOverlay('security');

export default function Overlays({ which }: { readonly which: OverlayName }) {
  if (which === 'keys') return <KeysPage />;
  if (which === 'prefs') return <PrefsPage />;
  if (which === 'gallery') return <Gallery />;
  if (which === 'glossary') return <GlossaryPage />;
  if (which === 'account') return <AccountPage onClose={closeOverlay} />;
  if (which === 'security') return <AccountPage first="security" onClose={closeOverlay} />;
  if (which === 'operations')
    return <OperationsPage onClose={closeOverlay} onSecurity={toSecurity} />;
  if (which === 'life') return <LifePage />;
  return which === 'saveLayout' ? <SaveLayout /> : null;
}
