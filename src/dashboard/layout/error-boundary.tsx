import { Button, Container, Stack, Text, Title } from '@mantine/core';
import { Component, type ReactNode } from 'react';

interface State {
  readonly failed: boolean;
}

/** Stands in for what cannot be shown: a fault of the page, or a part of it that did not load. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { failed: false };

  static getDerivedStateFromError(): State {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? <Failure /> : this.props.children;
  }
}

function Failure() {
  return (
    <Container size="xs" py="xl" role="alert">
      <title>Something went wrong – Fulmar</title>
      <Stack align="flex-start">
        <Title order={1}>This page cannot be shown</Title>
        <Text>
          Part of it did not load, or has a bug; after an update of the server this can happen once.
          What runs is not affected.
        </Text>
        <Button onClick={() => location.reload()}>Load it again</Button>
      </Stack>
    </Container>
  );
}
