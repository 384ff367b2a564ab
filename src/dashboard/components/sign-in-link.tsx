import { Anchor } from '@mantine/core';
import { Link } from 'wouter';

/** The way to signing in, from the other pages for everybody. */
export function SignInLink() {
  return (
    <Anchor component={Link} href="/sign-in" size="sm" underline="always">
      Sign in
    </Anchor>
  );
}
