import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { isAway } from '../api/connection.ts';
import { ProblemError } from '../api/problem-error.ts';
import { ErrorAlert } from './error-alert.tsx';

interface QueryViewProps<T> {
  readonly query: UseQueryResult<T>;
  /** What stands there until the data arrive, of the same size. */
  readonly skeleton: ReactNode;
  children(data: T): ReactNode;
}

/** Data that are being asked for: a skeleton first, then the data; a failure with another try. */
export function QueryView<T>({ query, skeleton, children }: QueryViewProps<T>) {
  const { data, error, isFetching, refetch } = query;
  // With data, the shell says once for all of a page that they are old.
  const isOld = data !== undefined && isAway(error);
  return (
    <>
      {error && !isOld && (
        <ErrorAlert
          error={error}
          {...(isLasting(error) ? {} : { onRetry: () => void refetch() })}
          retrying={isFetching}
        />
      )}
      {data !== undefined ? children(data) : error ? null : skeleton}
    </>
  );
}

/** Whether it would be refused again: what is asked for is not there, or not for this account. */
const isLasting = (error: unknown) =>
  error instanceof ProblemError && [403, 404].includes(error.status);
