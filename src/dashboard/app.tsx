import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { Router } from 'wouter';
import { basePath } from './api/base-path.ts';
import { queryClient } from './api/query-client.ts';
import { ErrorBoundary } from './layout/error-boundary.tsx';
import { Routes } from './routes.tsx';
import { styleNonce } from './style-nonce.ts';
import { theme, variables } from './theme.ts';

/** The dashboard: its look, its data, its pages. */
export function App() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      defaultColorScheme="auto"
      getStyleNonce={() => styleNonce}
    >
      <QueryClientProvider client={queryClient}>
        <ErrorBoundary>
          <Router base={basePath}>
            <Routes />
          </Router>
        </ErrorBoundary>
      </QueryClientProvider>
    </MantineProvider>
  );
}
