import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { setupQuery } from '../../api/session.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { SignUpClosed } from './sign-up-closed.tsx';
import { type MadeAccount, SignUpDone } from './sign-up-done.tsx';
import { SignUpForm } from './sign-up-form.tsx';

/** Makes an account: the administrator's where there is none yet, else one that waits. */
export function SignUpPage() {
  const setup = useQuery(setupQuery);
  const [made, setMade] = useState<MadeAccount | null>(null);
  return (
    <>
      <PageHeader title={made ? `Welcome, ${made.account.name}` : 'Sign up'} />
      {made ? (
        <SignUpDone {...made} />
      ) : (
        <Stack>
          <QueryView query={setup} skeleton={<RowsSkeleton rows={4} height={52} />}>
            {(data) =>
              data.open ? (
                <SignUpForm
                  setup={data}
                  onMade={(account, password) => setMade({ account, password })}
                />
              ) : (
                <SignUpClosed />
              )
            }
          </QueryView>
        </Stack>
      )}
    </>
  );
}
