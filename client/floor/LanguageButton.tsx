import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';
import { useWords } from '../ui/words.ts';
import { useDevice } from './device.ts';

/** English ↔ 中文, remembered on the device. It says the other language in that language. */
export function LanguageButton() {
  const { i18n } = useTranslation();
  const { say, language } = useWords();
  const { notes } = useDevice();
  const other = language === 'en' ? 'zh-CN' : 'en';
  const change = () => {
    notes.write('language', other);
    document.documentElement.lang = other;
    void i18n.changeLanguage(other);
  };
  return (
    <Button icon="language" onTap={change} testId="language">
      <span lang={other}>{say('app.language')}</span>
    </Button>
  );
}
