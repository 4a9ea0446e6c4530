import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { appWords } from '../shared/words/app.ts';
import { faultWords } from '../shared/words/faults.ts';
import { floorWords } from '../shared/words/floor.ts';
import { bestLanguage, createWords, languages } from '../shared/words/table.ts';
import { App } from './app/App.tsx';
import { notes } from './app/notes.ts';
import { wire } from './app/wire.ts';
import { DeviceContext } from './floor/device.ts';
import { listen } from './scan/listen.ts';
import './ui/tokens.css';
import './ui/base.css';

const language = languages.find((l) => l === notes.read('language')) ?? bestLanguage(navigator.languages);
document.documentElement.lang = language;
if (notes.read('theme') === 'dark') document.documentElement.dataset['theme'] = 'dark';

const words = createWords(language, appWords, floorWords, faultWords);
const wired = await wire(__APP_VERSION__);

// Android hands a wedge's text to an input method on some devices: those need a focused sink.
listen((scan) => wired.scan(scan.text), {
  sink: /Android/.test(navigator.userAgent),
  desk: () => location.pathname.startsWith('/board'),
});

createRoot(document.querySelector('#root')!).render(
  <StrictMode>
    <I18nextProvider i18n={words}>
      <DeviceContext value={wired.device}>
        <App wired={wired} />
      </DeviceContext>
    </I18nextProvider>
  </StrictMode>,
);
