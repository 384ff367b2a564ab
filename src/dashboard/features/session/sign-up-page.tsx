import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schema } from '../../api/schema.ts';
import { setupQuery } from '../../api/session.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { SignUpForm } from './sign-up-form.tsx';
import { SignUpClosed, SignUpWaits } from './sign-up-outcomes.tsx';

/** Makes an account: the administrator's where there is none yet, else one that waits. */
export function SignUpPage() {
  const setup = useQuery(setupQuery);
  const [waiting, setWaiting] = useState<Schema['Account'] | null>(null);
  return (
    <>
      <PageHeader title="Sign up" />
      {waiting ? (
        <SignUpWaits account={waiting} />
      ) : (
        <Stack>
          <QueryView query={setup} skeleton={<RowsSkeleton rows={4} height={52} />}>
            {(data) =>
              data.open ? <SignUpForm setup={data} onWaiting={setWaiting} /> : <SignUpClosed />
            }
          </QueryView>
        </Stack>
      )}
    </>
  );
}
