import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { accountQuery } from '../api/session.ts';
import { FileDrop } from './file-drop.tsx';

interface SignatureFieldProps {
  readonly file: File | null;
  /** Whether the server fetches the image, and may find a signature beside it. */
  readonly isFetched?: boolean;
  readonly error?: ReactNode;
  readonly disabled?: boolean;
  onFile(file: File): void;
}

/** Takes the signature of an image where the account has a signing key; else nothing is shown. */
export function SignatureField({ isFetched = false, ...props }: SignatureFieldProps) {
  const { data: account } = useQuery(accountQuery);
  if (!account?.signingKey) return null;
  return (
    <FileDrop
      label="Signature"
      accept=".minisig"
      description={
        isFetched
          ? 'Required unless the source provides a .minisig file for the image.'
          : 'The .minisig file for the image.'
      }
      {...props}
    />
  );
}
