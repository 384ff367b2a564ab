import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import './style-nonce.ts';
import '@mantine/core/styles.css';
import './style.css';

const root = document.querySelector('#root');
if (!root) throw new Error('The page has no place for the dashboard.');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
