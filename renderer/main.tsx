import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './app/global.css';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { Console } from './app/Console.tsx';
import { startTexts } from './text/start.ts';

// zod compiles schemas with `new Function`, which the Content-Security-Policy refuses and reports.
z.config({ jitless: true });

const root = document.getElementById('root');
if (root === null) throw new TypeError('index.html has no #root');
void startTexts().then(() => createRoot(root).render(<Console />));
