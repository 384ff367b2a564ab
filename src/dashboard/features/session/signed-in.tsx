import { Center, Container, Loader } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import type { Schema } from '../../api/schema.ts';
import { accountQuery, endSession, onSessionElsewhere } from '../../api/session.ts';
import { QueryView } from '../../components/query-view.tsx';

/** Shows what needs an account, once it is known whose session it is. */
export function SignedIn({ children }: { children(account: Schema['Account']): ReactNode }) {
  const client = useQueryClient();
  const query = useQuery(accountQuery);
  useEffect(() => onSessionElsewhere((is) => !is && endSession(client)), [client]);
  if (query.data) return children(query.data);
  return (
    <Container size="xs" py="xl">
      <QueryView query={query} skeleton={<Waiting />}>
        {children}
      </QueryView>
    </Container>
  );
}

function Waiting() {
  return (
    <Center h="60vh">
      <Loader aria-label="Loading" />
    </Center>
  );
}
