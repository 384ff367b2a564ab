import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
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
  return (
    <>
      {error && <ErrorAlert error={error} onRetry={() => void refetch()} retrying={isFetching} />}
      {data !== undefined ? children(data) : error ? null : skeleton}
    </>
  );
}
