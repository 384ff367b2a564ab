import type { Schema } from '../../api/schema.ts';
import type { AccountAct } from './account-state.ts';
import { ChangeRole } from './change-role.tsx';
import { EndAccount } from './end-account.tsx';
import { OfferReset } from './offer-reset.tsx';
import { UserTokens } from './user-tokens.tsx';

interface AccountDialogProps {
  readonly account: Schema['Account'];
  readonly act: AccountAct;
  onClose(): void;
}

/** The dialog for what is to be done with an account. */
export function AccountDialog({ account, act, onClose }: AccountDialogProps) {
  switch (act) {
    case 'promote':
    case 'demote':
      return <ChangeRole account={account} admin={act === 'promote'} onClose={onClose} />;
    case 'suspend':
    case 'delete':
      return <EndAccount account={account} act={act} onClose={onClose} />;
    case 'reset-password':
      return <OfferReset account={account} onClose={onClose} />;
    case 'tokens':
      return <UserTokens account={account} onClose={onClose} />;
  }
}
