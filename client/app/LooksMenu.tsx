// Language, theme and the colours of up and down, one press each.

import { setPref } from '../actions/set-pref.ts';
import { useText } from '../i18n/use-text.ts';
import { usePrefs } from '../state/prefs-store.ts';
import { IconButton } from '../ui/Button.tsx';

const NEXT_THEME = { dark: 'light', light: 'contrast', contrast: 'dark' } as const;
const NEXT_UPDOWN = { green: 'red', red: 'cb', cb: 'green' } as const;

export function LooksMenu() {
  const t = useText();
  const { theme, updown, lang } = usePrefs();
  return (
    <div className="looks">
      <button
        type="button"
        className="icon-button wide"
        lang={lang === 'zh' ? 'en' : 'zh-CN'}
        onClick={() => {
          setPref('lang', lang === 'zh' ? 'en' : 'zh');
        }}
      >
        {t('shell.otherLanguage')}
      </button>
      <IconButton
        icon={theme === 'light' ? 'moon' : 'sun'}
        label={t('shell.theme', { theme: t(`shell.theme.${theme}`) })}
        onClick={() => {
          setPref('theme', NEXT_THEME[theme]);
        }}
      />
      <button
        type="button"
        className="icon-button"
        title={t('shell.updown', { updown: t(`shell.updown.${updown}`) })}
        aria-label={t('shell.updown', { updown: t(`shell.updown.${updown}`) })}
        onClick={() => {
          setPref('updown', NEXT_UPDOWN[updown]);
        }}
      >
        <svg className="icon filled" viewBox="0 0 14 14" aria-hidden="true">
          <path className="up-mark" d="M4 2 7 7H1z" />
          <path className="down-mark" d="M10 12 7 7h6z" />
        </svg>
      </button>
    </div>
  );
}
