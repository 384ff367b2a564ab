import { Button, Container, Stack, Text, Title } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { isOtherBuild } from '../api/build.ts';
import { reloadOnce } from './reload-once.ts';

type State = 'shown' | 'failing' | 'failed';

/**
 * Stands in for what cannot be shown: a fault of the page, or a part of it that did not load. Where the server
 * was updated meanwhile, the page is loaded again, since the parts of its own build are gone.
 */
export class ErrorBoundary extends Component<
  { readonly children: ReactNode },
  { readonly state: State }
> {
  override state: { readonly state: State } = { state: 'shown' };

  static getDerivedStateFromError() {
    return { state: 'failing' };
  }

  override componentDidCatch(): void {
    void this.#recover();
  }

  override render() {
    const { state } = this.state;
    if (state === 'failing') return null;
    return state === 'failed' ? <Failure /> : this.props.children;
  }

  async #recover(): Promise<void> {
    if ((await isOtherBuild()) && reloadOnce()) return;
    this.setState({ state: 'failed' });
  }
}

function Failure() {
  return (
    <Container size="xs" py="xl" role="alert">
      <title>Something went wrong – Fulmar</title>
      <Stack align="flex-start">
        <Title order={1}>This page cannot be shown</Title>
        <Text>Part of it did not load, or has a bug. Running unikernels are not affected.</Text>
        <Button onClick={() => location.reload()}>Reload</Button>
      </Stack>
    </Container>
  );
}
