import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { createWords, type Language } from '../../../shared/words/table.ts';
import '../../ui/tokens.css';
import '../../ui/base.css';
import { Button } from '../../ui/Button.tsx';
import { BoardOn } from '../BoardApp.tsx';
import { fakeDesk } from './fake.ts';

// The board on a made-up day, without a server: for looking at it while it is built. It is no entry of the build.
const flags = new URLSearchParams(location.hash.slice(1));
const language: Language = flags.get('lang') === 'zh-CN' ? 'zh-CN' : 'en';
document.documentElement.lang = language;
if (flags.has('dark')) document.documentElement.dataset['theme'] = 'dark';
const desk = fakeDesk(() => Date.now(), flags);

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <I18nextProvider i18n={createWords(language)}>
      <BoardOn
        desk={desk}
        tools={
          <Button icon="language" onTap={() => undefined}>
            中文
          </Button>
        }
      />
    </I18nextProvider>
  </StrictMode>,
);
