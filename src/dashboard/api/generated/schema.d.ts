// Made by `npm run docs` from the OpenAPI document. Do not change it by hand.

export interface paths {
    readonly "/api/v1/setup": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Show whether one may sign up
         * @description For whoever has no account yet: whether theirs is the first, and what it takes.
         */
        readonly get: operations["getSetup"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/accounts": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Sign up
         * @description The first account is active and administrator; it is made from the machine itself, or with the code that the start prints. Later ones wait until an administrator approves them, 14 days at most. The answer shows the secret of a first token, this once: it may read and lives three months, and is an account’s token like any other.
         */
        readonly post: operations["signUp"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/account": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Show one’s own account
         * @description Needs a session.
         */
        readonly get: operations["getAccount"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        /**
         * Change one’s e-mail address or password
         * @description A new password needs the current one, and closes all other sessions.
         *
         *     Needs a session.
         */
        readonly patch: operations["changeAccount"];
        readonly trace?: never;
    };
    readonly "/api/v1/session": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Sign in
         * @description Sets a cookie that lasts 7 days.
         */
        readonly post: operations["signIn"];
        /**
         * Sign out
         * @description Needs a session.
         */
        readonly delete: operations["signOut"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/account/sessions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List one’s sessions
         * @description Needs a session.
         */
        readonly get: operations["listSessions"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Close all other sessions
         * @description Needs a session.
         */
        readonly delete: operations["closeOtherSessions"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/account/sessions/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /**
         * Close one session
         * @description Needs a session.
         */
        readonly delete: operations["closeSession"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/users/{id}/password-reset": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Make a link by which somebody sets a new password
         * @description The answer shows the link, this once: hand it on by a way that is safe. It works once, for 24 hours, and ends any earlier one.
         *
         *     Needs the scope `admin`, or a session.
         */
        readonly post: operations["offerPasswordReset"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/account/password-reset": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Set a new password by a link
         * @description Closes all sessions of the account.
         */
        readonly post: operations["resetPassword"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/users/{id}/tokens": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List an account’s tokens
         * @description Needs the scope `admin`, or a session.
         */
        readonly get: operations["listUserTokens"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/users/{id}/tokens/{token}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /**
         * Revoke an account’s token
         * @description Needs the scope `admin`, or a session.
         */
        readonly delete: operations["revokeUserToken"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tokens/current": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Show what the presented token is and may do
         * @description Needs a token or a session.
         */
        readonly get: operations["getCurrentToken"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tokens/presets": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List scopes that go together, to choose from
         * @description Needs a token or a session.
         */
        readonly get: operations["listTokenPresets"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tokens": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the account’s tokens
         * @description Needs the scope `tokens:read`, or a session.
         */
        readonly get: operations["listTokens"];
        readonly put?: never;
        /**
         * Make a token
         * @description The answer shows the secret, this once. A token makes only tokens that may do no more, reach no further and live no longer than itself.
         *
         *     Needs the scope `tokens:write`, or a session.
         */
        readonly post: operations["createToken"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tokens/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Show a token
         * @description Needs the scope `tokens:read`, or a session.
         */
        readonly get: operations["getToken"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Revoke a token
         * @description Needs the scope `tokens:write`, or a session.
         */
        readonly delete: operations["revokeToken"];
        readonly options?: never;
        readonly head?: never;
        /**
         * Change a token
         * @description An expired one is alive again when its expiry is moved on.
         *
         *     Needs the scope `tokens:write`, or a session.
         */
        readonly patch: operations["changeToken"];
        readonly trace?: never;
    };
    readonly "/api/v1/tokens/{id}/uses": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Count a token’s uses by day
         * @description The last 90 days in UTC, today the last.
         *
         *     Needs the scope `tokens:read`, or a session.
         */
        readonly get: operations["listTokenUses"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tokens/{id}/commands": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Show how a token is used
         * @description Ready to be copied. In place of the secret they have `$FULMAR_TOKEN`.
         *
         *     Needs the scope `tokens:read`, or a session.
         */
        readonly get: operations["listTokenCommands"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tokens/{id}/rotate": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Give a token a new secret
         * @description The answer shows the new secret, this once. The old one works on for the time of grace, at most as long as the token lives; one that was replaced before ends at once.
         *
         *     Needs the scope `tokens:write`, or a session.
         */
        readonly post: operations["rotateToken"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tokens/{id}/previous": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /**
         * End the time of grace of a secret that was replaced
         * @description Needs the scope `tokens:write`, or a session.
         */
        readonly delete: operations["endTokenGrace"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/trusts": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the account’s trusts
         * @description Needs the scope `tokens:read`, or a session.
         */
        readonly get: operations["listTrusts"];
        readonly put?: never;
        /**
         * Trust an issuer
         * @description Who shows an identity token of the issuer, for this audience, gets a token of 15 minutes with what the first rule allows that fits its claims. No rule gives more than its maker has.
         *
         *     Needs the scope `tokens:write`, or a session.
         */
        readonly post: operations["createTrust"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/trusts/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Show a trust
         * @description Needs the scope `tokens:read`, or a session.
         */
        readonly get: operations["getTrust"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Remove a trust
         * @description The tokens that it gave end at once.
         *
         *     Needs the scope `tokens:write`, or a session.
         */
        readonly delete: operations["removeTrust"];
        readonly options?: never;
        readonly head?: never;
        /**
         * Change a trust
         * @description The tokens that it gave end at once.
         *
         *     Needs the scope `tokens:write`, or a session.
         */
        readonly patch: operations["changeTrust"];
        readonly trace?: never;
    };
    readonly "/api/v1/tokens/exchange": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Exchange an identity token for a token of 15 minutes
         * @description For jobs that hold no secret: the account has to trust in the issuer (`POST /trusts`). The token is listed and can be revoked as any other, but not changed.
         */
        readonly post: operations["exchangeToken"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/issuers": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the issuers that accounts may trust
         * @description Needs the scope `admin`, or a session.
         */
        readonly get: operations["listIssuers"];
        readonly put?: never;
        /**
         * Allow an issuer
         * @description At first none is allowed, and none but those that are is ever contacted. It is asked for its metadata before it is stored.
         *
         *     Needs the scope `admin`, or a session.
         */
        readonly post: operations["allowIssuer"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/issuers/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /**
         * Allow an issuer no longer
         * @description The tokens that were given for it end at once; the trusts stay, without effect.
         *
         *     Needs the scope `admin`, or a session.
         */
        readonly delete: operations["removeIssuer"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/users": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the accounts
         * @description Needs the scope `admin`, or a session.
         */
        readonly get: operations["listUsers"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/users/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /**
         * Delete an account, its sessions and its tokens
         * @description Its unikernels are listed, and run on unless `destroy` is true; its volumes stay. An administrator still reaches both with `?account=NAME`. Its name is never given to another, unless it was never approved.
         *
         *     Needs the scope `admin`, or a session.
         */
        readonly delete: operations["deleteUser"];
        readonly options?: never;
        readonly head?: never;
        /**
         * Approve, deactivate, promote or demote an account
         * @description A deactivated account’s sessions are closed; its tokens are refused until it is active again. Its unikernels are listed, and run on unless `destroy` is true. One active administrator always remains.
         *
         *     Needs the scope `admin`, or a session.
         */
        readonly patch: operations["changeUser"];
        readonly trace?: never;
    };
    readonly "/api/v1/audit": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Page through who did what, the newest first
         * @description Everything that changes anything, done or refused, and every refused credential. An administrator sees all, others what their own account did.
         *
         *     Needs a session, or a token with the scope `admin`.
         */
        readonly get: operations["readAudit"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/external-credentials": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the account’s credentials for other services
         * @description Needs a session.
         */
        readonly get: operations["listExternalCredentials"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/external-credentials/{service}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /**
         * Save the account’s credential for a service
         * @description Kept encrypted and never shown again. For an account its own one is used before the server’s.
         *
         *     Needs a session.
         */
        readonly put: operations["saveExternalCredential"];
        readonly post?: never;
        /**
         * Remove the account’s credential for a service
         * @description Needs a session.
         */
        readonly delete: operations["removeExternalCredential"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/external-credentials/{service}/check": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Ask the service about the account’s credential
         * @description Who it is and what is left of its limit; the answer is kept.
         *
         *     Needs a session.
         */
        readonly post: operations["checkExternalCredential"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/server/external-credentials": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the server’s credentials for other services
         * @description Needs the scope `admin`, or a session.
         */
        readonly get: operations["listExternalCredentialsOfServer"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/server/external-credentials/{service}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /**
         * Save the server’s credential for a service
         * @description Kept encrypted and never shown again. For an account its own one is used before the server’s.
         *
         *     Needs the scope `admin`, or a session.
         */
        readonly put: operations["saveExternalCredentialOfServer"];
        readonly post?: never;
        /**
         * Remove the server’s credential for a service
         * @description Needs the scope `admin`, or a session.
         */
        readonly delete: operations["removeExternalCredentialOfServer"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/server/external-credentials/{service}/check": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Ask the service about the server’s credential
         * @description Who it is and what is left of its limit; the answer is kept.
         *
         *     Needs the scope `admin`, or a session.
         */
        readonly post: operations["checkExternalCredentialOfServer"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/hosts": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the hosts that the account may use
         * @description Each with its state, the account’s policy there and what is used of it.
         *
         *     Needs the scope `hosts:read`, or a session.
         */
        readonly get: operations["listHosts"];
        readonly put?: never;
        /**
         * Add a host
         * @description The host is asked before anything is stored; the fingerprint of its key is kept, and another one is not believed later, until that is confirmed.
         *
         *     Needs the scope `admin`, or a session.
         */
        readonly post: operations["addHost"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/hosts/{host}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Show a host
         * @description Needs the scope `hosts:read`, or a session.
         */
        readonly get: operations["getHost"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Forget a host and the policies on it
         * @description What runs there stays.
         *
         *     Needs the scope `admin`, or a session.
         */
        readonly delete: operations["deleteHost"];
        readonly options?: never;
        readonly head?: never;
        /**
         * Change how a host is reached, or confirm its new key
         * @description The host is asked in the new way before that is stored.
         *
         *     Needs the scope `admin`, or a session.
         */
        readonly patch: operations["changeHost"];
        readonly trace?: never;
    };
    readonly "/api/v1/hosts/{host}/check": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Ask a host whether it is there
         * @description Answers with its state, also where that is not good.
         *
         *     Needs the scope `admin`, or a session.
         */
        readonly post: operations["checkHost"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/hosts/{host}/policies": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List what is given on a host, to whom, and what it has left
         * @description Needs the scope `admin`, or a session.
         */
        readonly get: operations["listPolicies"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/users/{id}/policies/{host}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /**
         * Set what an account may use on a host
         * @description Waits for the account’s running commands there. The policy has to fit into what the host has and to cover what is in use.
         *
         *     Needs the scope `admin`, or a session.
         */
        readonly put: operations["setPolicy"];
        readonly post?: never;
        /**
         * Take an account’s policy on a host away
         * @description Refused while anything of the account is left there, unless `destroy` is true.
         *
         *     Needs the scope `admin`, or a session.
         */
        readonly delete: operations["deletePolicy"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/unikernels": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the unikernels on all hosts
         * @description Hosts that could not be asked in time are in `errors`.
         *
         *     Needs the scope `unikernels:read`, or a session.
         */
        readonly get: operations["listAllUnikernels"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/hosts/{host}/unikernels": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the unikernels on a host
         * @description Needs the scope `unikernels:read`, or a session.
         */
        readonly get: operations["listUnikernels"];
        readonly put?: never;
        /**
         * Create a unikernel
         * @description The parts come in any order. Devices that are not given and can only mean one thing (a volume of that name, a single allowed bridge) are filled in from the image’s manifest. Success means that the unikernel was started, not that it lives: see `running`.
         *
         *     Needs the scope `unikernels:write`, or a session.
         */
        readonly post: operations["createUnikernel"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/hosts/{host}/unikernels/{name}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Show a unikernel
         * @description Needs the scope `unikernels:read`, or a session.
         */
        readonly get: operations["getUnikernel"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Destroy a unikernel
         * @description Its volumes stay. Its console stays for a while, too.
         *
         *     Needs the scope `unikernels:write`, or a session.
         */
        readonly delete: operations["destroyUnikernel"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/hosts/{host}/unikernels/{name}/image": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Download the image that runs
         * @description Needs the scope `unikernels:write`, or a session.
         */
        readonly get: operations["getUnikernelImage"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/deployments": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List what was done lately, on all hosts
         * @description The newest first; `before` the last one of an answer gives the next page.
         *
         *     Needs the scope `unikernels:read`, or a session.
         */
        readonly get: operations["listAllDeployments"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/hosts/{host}/unikernels/{name}/deployments": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List what was done to a unikernel
         * @description The newest first; also of one that does not run any more.
         *
         *     Needs the scope `unikernels:read`, or a session.
         */
        readonly get: operations["listDeployments"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/hosts/{host}/unikernels/{name}/update": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Give a unikernel a new image
         * @description What of the configuration is not given is kept. The host checks the new one first and replaces the old one then.
         *
         *     Needs the scope `unikernels:write`, or a session.
         */
        readonly post: operations["updateUnikernel"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/hosts/{host}/unikernels/{name}/restart": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Restart a unikernel
         * @description With its image. What a body gives is changed, all else is kept.
         *
         *     Needs the scope `unikernels:write`, or a session.
         */
        readonly post: operations["restartUnikernel"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/hosts/{host}/unikernels/{name}/console": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Follow the console
         * @description Server-Sent Events with the data `{"timestamp", "line"}` and the id `TIMESTAMP-N`, N counting within one timestamp; `Last-Event-ID` goes on after that. A line is what the unikernel wrote: do not trust it. A unikernel that does not run yet is waited for.
         *
         *     Needs the scope `unikernels:read`, or a session.
         */
        readonly get: operations["watchConsole"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/hosts/{host}/consoles": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the consoles that outlived their unikernels
         * @description Needs the scope `unikernels:read`, or a session.
         */
        readonly get: operations["listConsoles"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/hosts/{host}/unikernels/{name}/stats": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Follow what a unikernel uses
         * @description Server-Sent Events, one every 10 s while the unikernel runs: `{"timestamp", "cpu", "memory", "network"}`. Counters that no number holds exactly are text.
         *
         *     Needs the scope `unikernels:read`, or a session.
         */
        readonly get: operations["watchStats"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/hosts/{host}/volumes": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the volumes on a host
         * @description Needs the scope `volumes:read`, or a session.
         */
        readonly get: operations["listVolumes"];
        readonly put?: never;
        /**
         * Create a volume
         * @description Its content reads as zeros until it is filled.
         *
         *     Needs the scope `volumes:write`, or a session.
         */
        readonly post: operations["createVolume"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/hosts/{host}/volumes/{name}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Show a volume
         * @description Needs the scope `volumes:read`, or a session.
         */
        readonly get: operations["getVolume"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Remove a volume and its content
         * @description Needs the scope `volumes:write`, or a session.
         */
        readonly delete: operations["deleteVolume"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/hosts/{host}/volumes/{name}/data": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Download a volume’s content
         * @description Needs the scope `volumes:read`, or a session.
         */
        readonly get: operations["downloadVolume"];
        /**
         * Replace a volume’s content
         * @description The raw octets, as `curl -T FILE` sends them; `Content-Encoding` may be `deflate` (zlib), `gzip` or `zstd`. They are received whole and checked, also against `Content-Digest` (RFC 9530), before the old content is touched. Fewer octets than the volume has: the rest reads as zeros.
         *
         *     Needs the scope `volumes:write`, or a session.
         */
        readonly put: operations["uploadVolume"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        readonly SignUp: {
            /**
             * @description Also the domain on every host; it never changes.
             * @example hello
             */
            readonly name: string;
            /**
             * Format: email
             * @example me@example.org
             */
            readonly email: string;
            /** @description 8 to 1,024 characters. */
            readonly password: string;
            /** @description What the start prints while there is no account. Needed for the first one, unless it is made from the machine itself. */
            readonly code?: string;
        };
        readonly ChangeAccount: {
            /**
             * Format: email
             * @example me@example.org
             */
            readonly email?: string;
            /** @description 8 to 1,024 characters. */
            readonly password?: string;
            readonly currentPassword?: string;
        };
        readonly SignIn: {
            readonly email: string;
            readonly password: string;
        };
        readonly ResetPassword: {
            /** @description What stands behind `#` in the link. */
            readonly token: string;
            /** @description 8 to 1,024 characters. */
            readonly password: string;
        };
        readonly CreateToken: {
            readonly name: string;
            /** @default null */
            readonly description: string | null;
            /** @description What it may do. `write` includes `read`, `admin` includes everything. */
            readonly scopes: readonly ("unikernels:read" | "unikernels:write" | "volumes:read" | "volumes:write" | "tokens:read" | "tokens:write" | "hosts:read" | "metrics:read" | "admin")[];
            /** @description The hosts that it is for; null: all. */
            readonly hosts?: readonly string[] | null;
            /** @description Patterns of the names that it is for, as `web-*`; null: all. */
            readonly names?: readonly string[] | null;
            /** @description Networks (CIDR, IPv4 or IPv6) that it may come from; null: all. */
            readonly addresses?: readonly string[] | null;
            /** @description RFC 3339; null: never. */
            readonly expiresAt?: string | null;
            /**
             * @description Ends so long from now, counted by the calendar; instead of `expiresAt`.
             * @enum {string}
             */
            readonly expiresIn?: "1 month" | "3 months" | "6 months" | "1 year" | "2 years";
            /** @description Requests an hour; 1000 unless it is given. */
            readonly hourlyLimit?: number;
        };
        readonly ChangeToken: {
            readonly name?: string;
            readonly description?: string | null;
            /** @description What it may do. `write` includes `read`, `admin` includes everything. */
            readonly scopes?: readonly ("unikernels:read" | "unikernels:write" | "volumes:read" | "volumes:write" | "tokens:read" | "tokens:write" | "hosts:read" | "metrics:read" | "admin")[];
            /** @description The hosts that it is for; null: all. */
            readonly hosts?: readonly string[] | null;
            /** @description Patterns of the names that it is for, as `web-*`; null: all. */
            readonly names?: readonly string[] | null;
            /** @description Networks (CIDR, IPv4 or IPv6) that it may come from; null: all. */
            readonly addresses?: readonly string[] | null;
            /** @description RFC 3339; null: never. */
            readonly expiresAt?: string | null;
            /**
             * @description Ends so long from now, counted by the calendar; instead of `expiresAt`.
             * @enum {string}
             */
            readonly expiresIn?: "1 month" | "3 months" | "6 months" | "1 year" | "2 years";
            /** @description Requests an hour; 1000 unless it is given. */
            readonly hourlyLimit?: number;
        };
        readonly RotateToken: {
            /**
             * @description Seconds that the old secret goes on working, 7 days at most.
             * @default 3600
             */
            readonly grace: number;
        };
        readonly CreateTrust: {
            readonly name: string;
            /**
             * Format: uri
             * @description Exactly as `iss` has it.
             * @example https://token.actions.githubusercontent.com
             */
            readonly issuer: string;
            /**
             * @description What `aud` has to be or to contain: the job asks its issuer for it.
             * @example https://fulmar.example.org
             */
            readonly audience: string;
            /** @description The first that fits holds. */
            readonly rules: readonly components["schemas"]["TrustRule"][];
            /** @description When the trust ends, and all that it gave; null: never. */
            readonly expiresAt?: string | null;
        };
        readonly TrustRule: {
            /**
             * @description Patterns by claim; `*` is any run of characters. All of them have to fit.
             * @example {
             *       "repository": "octo/web",
             *       "ref": "refs/heads/main"
             *     }
             */
            readonly claims: {
                readonly [key: string]: string;
            };
            /** @description What it may do. `write` includes `read`, `admin` includes everything. */
            readonly scopes: readonly ("unikernels:read" | "unikernels:write" | "volumes:read" | "volumes:write" | "tokens:read" | "tokens:write" | "hosts:read" | "metrics:read" | "admin")[];
            /** @description The hosts that it is for; null: all. */
            readonly hosts?: readonly string[] | null;
            /** @description Patterns of the names that it is for, as `web-*`; null: all. */
            readonly names?: readonly string[] | null;
            /** @description Networks (CIDR, IPv4 or IPv6) that it may come from; null: all. */
            readonly addresses?: readonly string[] | null;
            /**
             * @description Requests an hour; 1000 unless it is given.
             * @default 1000
             */
            readonly hourlyLimit: number;
        };
        readonly ChangeTrust: {
            readonly name?: string;
            /**
             * Format: uri
             * @description Exactly as `iss` has it.
             * @example https://token.actions.githubusercontent.com
             */
            readonly issuer?: string;
            /**
             * @description What `aud` has to be or to contain: the job asks its issuer for it.
             * @example https://fulmar.example.org
             */
            readonly audience?: string;
            /** @description The first that fits holds. */
            readonly rules?: readonly components["schemas"]["TrustRule"][];
            /** @description When the trust ends, and all that it gave; null: never. */
            readonly expiresAt?: string | null;
        };
        readonly ExchangeToken: {
            /** @description The job’s identity token. */
            readonly token: string;
            /**
             * @description The account that trusts in it.
             * @example hello
             */
            readonly account: string;
        };
        readonly AllowIssuer: {
            /**
             * Format: uri
             * @description Exactly as `iss` has it.
             * @example https://token.actions.githubusercontent.com
             */
            readonly issuer: string;
            /**
             * @description Whether it may be at an address of a network of one’s own.
             * @default false
             */
            readonly privateAddresses: boolean;
        };
        readonly ChangeUser: {
            /** @description True approves one that waits. */
            readonly active?: boolean;
            readonly admin?: boolean;
        };
        readonly SaveExternalCredential: {
            /** @description For `github` a token; for `docker-hub` `USERNAME:TOKEN`, with an access token. Never shown again. */
            readonly secret: string;
        };
        readonly AddHost: {
            /**
             * @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded.
             * @example hello
             */
            readonly name: string;
            /** @constant */
            readonly transport: "tls";
            /** @example host.example.org */
            readonly address: string;
            /** @default 1025 */
            readonly port: number;
            /** @description The CA’s certificate in PEM, or a chain: the CA that the key belongs to first, the host’s self-signed root last. With a delegated CA the root’s key never leaves its owner. */
            readonly certificate: string;
            /** @description The CA’s private key in PEM. Never shown again. */
            readonly privateKey: string;
        };
        readonly ChangeHost: {
            /** @example host.example.org */
            readonly address?: string;
            readonly port?: number;
            /** @description The CA’s certificate in PEM, or a chain: the CA that the key belongs to first, the host’s self-signed root last. With a delegated CA the root’s key never leaves its owner. */
            readonly certificate?: string;
            /** @description The CA’s private key in PEM. Never shown again. */
            readonly privateKey?: string;
            /** @description Believe the host with this key from now on (`presentedFingerprint`). */
            readonly fingerprint?: string;
        };
        readonly SetPolicy: {
            readonly unikernels: number;
            /** @description MiB, of all unikernels together. */
            readonly memory: number;
            /** @description MiB, of all volumes together; null: no volumes. */
            readonly storage: number | null;
            /** @description The CPUs that unikernels may run on. */
            readonly cpuids: readonly number[];
            /** @description The bridges that unikernels may be attached to. */
            readonly bridges: readonly string[];
            /**
             * @description Take over what is in the domain already, made by other hands.
             * @default false
             */
            readonly adopt: boolean;
        };
        readonly CreateUnikernel: {
            /**
             * @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded.
             * @example hello
             */
            readonly name: string;
            /** @description CPUs to run on. By default the policy’s least used one. */
            readonly cpuids?: readonly number[];
            /** @default [] */
            readonly arguments: readonly string[];
            readonly blockDevices?: readonly {
                /**
                 * @description The device’s name inside the unikernel.
                 * @example storage
                 */
                readonly name: string;
                /**
                 * @description The volume behind it. By default the one of the device’s name.
                 * @example hello
                 */
                readonly volume?: string;
                /** @description Octets; by default the host’s choice. */
                readonly sectorSize?: number;
            }[];
            readonly networkDevices?: readonly {
                /**
                 * @description The device’s name inside the unikernel.
                 * @example storage
                 */
                readonly name: string;
                /** @description A bridge of the host. By default the only one that is allowed. */
                readonly bridge?: string;
                /** @description By default derived from the names. */
                readonly mac?: string;
            }[];
            /** @description What the host does when the unikernel exits: `"quit"`, or `{"restart": null}` on any code but 1 and 60 to 64, or on the listed codes. */
            readonly failBehaviour?: "quit" | {
                readonly restart: readonly number[] | null;
            };
            /** @description Order at the host’s boot; by default 50. */
            readonly startup?: number;
            /**
             * @description Whether the host passes `--name=NAME`.
             * @default true
             */
            readonly addName: boolean;
            /**
             * @description MiB
             * @default 32
             */
            readonly memory: number;
            /**
             * @description Whether one of the same name is replaced.
             * @default false
             */
            readonly force: boolean;
        };
        readonly UpdateUnikernel: {
            /** @description CPUs to run on. By default the policy’s least used one. */
            readonly cpuids?: readonly number[];
            readonly arguments?: readonly string[];
            readonly blockDevices?: readonly {
                /**
                 * @description The device’s name inside the unikernel.
                 * @example storage
                 */
                readonly name: string;
                /**
                 * @description The volume behind it. By default the one of the device’s name.
                 * @example hello
                 */
                readonly volume?: string;
                /** @description Octets; by default the host’s choice. */
                readonly sectorSize?: number;
            }[];
            readonly networkDevices?: readonly {
                /**
                 * @description The device’s name inside the unikernel.
                 * @example storage
                 */
                readonly name: string;
                /** @description A bridge of the host. By default the only one that is allowed. */
                readonly bridge?: string;
                /** @description By default derived from the names. */
                readonly mac?: string;
            }[];
            /** @description What the host does when the unikernel exits: `"quit"`, or `{"restart": null}` on any code but 1 and 60 to 64, or on the listed codes. */
            readonly failBehaviour?: "quit" | {
                readonly restart: readonly number[] | null;
            };
            /** @description Order at the host’s boot; by default 50. */
            readonly startup?: number;
            /** @description Whether the host passes `--name=NAME`. */
            readonly addName?: boolean;
            /** @description MiB */
            readonly memory?: number;
        };
        readonly RestartUnikernel: {
            /** @description CPUs to run on. By default the policy’s least used one. */
            readonly cpuids?: readonly number[];
            readonly arguments?: readonly string[];
            readonly blockDevices?: readonly {
                /**
                 * @description The device’s name inside the unikernel.
                 * @example storage
                 */
                readonly name: string;
                /**
                 * @description The volume behind it. By default the one of the device’s name.
                 * @example hello
                 */
                readonly volume?: string;
                /** @description Octets; by default the host’s choice. */
                readonly sectorSize?: number;
            }[];
            readonly networkDevices?: readonly {
                /**
                 * @description The device’s name inside the unikernel.
                 * @example storage
                 */
                readonly name: string;
                /** @description A bridge of the host. By default the only one that is allowed. */
                readonly bridge?: string;
                /** @description By default derived from the names. */
                readonly mac?: string;
            }[];
            /** @description What the host does when the unikernel exits: `"quit"`, or `{"restart": null}` on any code but 1 and 60 to 64, or on the listed codes. */
            readonly failBehaviour?: "quit" | {
                readonly restart: readonly number[] | null;
            };
            /** @description Order at the host’s boot; by default 50. */
            readonly startup?: number;
            /** @description Whether the host passes `--name=NAME`. */
            readonly addName?: boolean;
            readonly memory?: unknown;
        };
        readonly CreateVolume: {
            /**
             * @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded.
             * @example hello
             */
            readonly name: string;
            /** @description MiB */
            readonly size: number;
        };
        readonly Setup: {
            /** @description Whether anybody may sign up. */
            readonly open: boolean;
            /** @description There is no account yet: the first one becomes the administrator’s. */
            readonly unclaimed: boolean;
            /** @description Signing up takes the code that the start prints, from where it is asked. */
            readonly codeNeeded: boolean;
        };
        readonly SignedUp: {
            readonly id: string;
            readonly name: string;
            readonly email: string;
            readonly active: boolean;
            readonly admin: boolean;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            readonly createdAt: string;
            /** @description null: waits for approval. */
            readonly approvedAt: string | null;
            /** @description The account’s first token. Its secret is shown this once. */
            readonly token: {
                readonly id: string;
                readonly name: string;
                readonly prefix: string;
                readonly scopes: readonly string[];
                readonly expiresAt: string | null;
                readonly secret: string;
            };
        };
        /** @description RFC 9457 */
        readonly Problem: {
            readonly type: string;
            readonly title: string;
            readonly status: number;
            readonly detail: string;
            /** @description Stable; programs may rely on it. */
            readonly code: string;
            readonly requestId: string;
            readonly errors?: readonly {
                readonly path: string;
                readonly message: string;
            }[];
        };
        readonly Account: {
            readonly id: string;
            readonly name: string;
            readonly email: string;
            readonly active: boolean;
            readonly admin: boolean;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            readonly createdAt: string;
            /** @description null: waits for approval. */
            readonly approvedAt: string | null;
        };
        readonly Session: {
            readonly id: string;
            /** @description Whether it is the one that asks. */
            readonly current: boolean;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            readonly createdAt: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            readonly expiresAt: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            readonly lastSeenAt: string;
            readonly address: string;
            readonly userAgent: string | null;
        };
        readonly PasswordReset: {
            /** @description For the person; it is shown this once. */
            readonly link: string;
            /** @description The secret part of the link by itself. */
            readonly token: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            readonly expiresAt: string;
        };
        readonly Token: {
            readonly id: string;
            readonly name: string;
            readonly description: string | null;
            /** @description The first characters of the secret. */
            readonly prefix: string;
            readonly scopes: readonly string[];
            /** @description null: all. */
            readonly hosts: readonly string[] | null;
            /** @description Patterns; null: all. */
            readonly names: readonly string[] | null;
            /** @description Networks; null: all. */
            readonly addresses: readonly string[] | null;
            /** @description null: never. */
            readonly expiresAt: string | null;
            /** @description Whether it ends within 14 days. */
            readonly expiresSoon: boolean;
            /** @description Requests an hour. */
            readonly hourlyLimit: number;
            /** @description It is refused until its expiry is moved on. */
            readonly expired: boolean;
            /** @description The secret that was replaced, while it works; else null. */
            readonly previous: {
                readonly prefix: string;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                readonly until: string;
            } | null;
            readonly uses: number;
            readonly lastUsedAt: string | null;
            readonly lastUsedAddress: string | null;
            readonly lastUsedAgent: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            readonly createdAt: string;
        };
        readonly CurrentToken: {
            readonly id: string;
            readonly name: string;
            readonly prefix: string;
            /** @description The name of the account that it stands for. */
            readonly account: string;
            readonly scopes: readonly string[];
            /** @description null: all. */
            readonly hosts: readonly string[] | null;
            /** @description Patterns; null: all. */
            readonly names: readonly string[] | null;
            /** @description Networks; null: all. */
            readonly addresses: readonly string[] | null;
            /** @description null: never. */
            readonly expiresAt: string | null;
            /** @description Whether it ends within 14 days. */
            readonly expiresSoon: boolean;
            /** @description Requests an hour. */
            readonly hourlyLimit: number;
            /** @description What is left of the limit, and until when; null: nothing is counted. */
            readonly quota: {
                readonly remaining: number;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                readonly resetAt: string;
            } | null;
        };
        readonly TokenPreset: {
            readonly id: string;
            readonly name: string;
            readonly description: string;
            readonly scopes: readonly string[];
        };
        readonly MadeToken: {
            readonly id: string;
            readonly name: string;
            readonly description: string | null;
            /** @description The first characters of the secret. */
            readonly prefix: string;
            readonly scopes: readonly string[];
            /** @description null: all. */
            readonly hosts: readonly string[] | null;
            /** @description Patterns; null: all. */
            readonly names: readonly string[] | null;
            /** @description Networks; null: all. */
            readonly addresses: readonly string[] | null;
            /** @description null: never. */
            readonly expiresAt: string | null;
            /** @description Whether it ends within 14 days. */
            readonly expiresSoon: boolean;
            /** @description Requests an hour. */
            readonly hourlyLimit: number;
            /** @description It is refused until its expiry is moved on. */
            readonly expired: boolean;
            /** @description The secret that was replaced, while it works; else null. */
            readonly previous: {
                readonly prefix: string;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                readonly until: string;
            } | null;
            readonly uses: number;
            readonly lastUsedAt: string | null;
            readonly lastUsedAddress: string | null;
            readonly lastUsedAgent: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            readonly createdAt: string;
            /** @description Shown this once. */
            readonly secret: string;
        };
        readonly TokenCommand: {
            readonly id: string;
            readonly title: string;
            readonly language: string;
            readonly text: string;
        };
        readonly Trust: {
            readonly id: string;
            readonly name: string;
            readonly issuer: string;
            /** @description Whether an administrator allows the issuer. */
            readonly issuerAllowed: boolean;
            readonly audience: string;
            readonly rules: readonly {
                readonly claims: {
                    readonly [key: string]: string;
                };
                readonly scopes: readonly string[];
                /** @description null: all. */
                readonly hosts: readonly string[] | null;
                /** @description Patterns; null: all. */
                readonly names: readonly string[] | null;
                /** @description Networks; null: all. */
                readonly addresses: readonly string[] | null;
                /** @description Requests an hour. */
                readonly hourlyLimit: number;
            }[];
            /** @description null: never. */
            readonly expiresAt: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            readonly createdAt: string;
        };
        readonly ExchangedToken: {
            readonly id: string;
            readonly name: string;
            readonly description: string | null;
            /** @description The first characters of the secret. */
            readonly prefix: string;
            readonly scopes: readonly string[];
            /** @description null: all. */
            readonly hosts: readonly string[] | null;
            /** @description Patterns; null: all. */
            readonly names: readonly string[] | null;
            /** @description Networks; null: all. */
            readonly addresses: readonly string[] | null;
            /** @description null: never. */
            readonly expiresAt: string | null;
            /** @description Whether it ends within 14 days. */
            readonly expiresSoon: boolean;
            /** @description Requests an hour. */
            readonly hourlyLimit: number;
            /** @description It is refused until its expiry is moved on. */
            readonly expired: boolean;
            /** @description The secret that was replaced, while it works; else null. */
            readonly previous: {
                readonly prefix: string;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                readonly until: string;
            } | null;
            readonly uses: number;
            readonly lastUsedAt: string | null;
            readonly lastUsedAddress: string | null;
            readonly lastUsedAgent: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            readonly createdAt: string;
            /** @description Shown this once. */
            readonly secret: string;
            /** @description The account that it stands for. */
            readonly account: string;
        };
        readonly Issuer: {
            readonly id: string;
            readonly issuer: string;
            readonly privateAddresses: boolean;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            readonly createdAt: string;
        };
        readonly ChangedUser: {
            readonly id: string;
            readonly name: string;
            readonly email: string;
            readonly active: boolean;
            readonly admin: boolean;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            readonly createdAt: string;
            /** @description null: waits for approval. */
            readonly approvedAt: string | null;
            /** @description What the account has running, where it was deactivated. */
            readonly leftovers?: components["schemas"]["Leftovers"];
        };
        readonly Leftovers: {
            /** @description Those that were not destroyed run on. */
            readonly unikernels: readonly {
                readonly host: string;
                readonly name: string;
                readonly destroyed: boolean;
            }[];
            readonly errors: readonly {
                readonly host: string;
                readonly code: string;
                readonly detail: string;
            }[];
        };
        readonly AuditEvent: {
            readonly id: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            readonly at: string;
            /** @description null: nobody that is known. */
            readonly account: string | null;
            readonly credential: ("token" | "session") | null;
            /** @description Its name is null where no account has it. */
            readonly token: {
                readonly name: string | null;
                readonly prefix: string;
            } | null;
            /** @description null: from many. */
            readonly address: string | null;
            /** @description The operation, whichever API was used. */
            readonly action: string;
            /** @description What it was done to: its address below /api/v1. */
            readonly object: string;
            /** @description Where an administrator acted in another account’s domain. */
            readonly domain: string | null;
            /** @description `succeeded`, or the code of the problem. */
            readonly outcome: string;
            /** @description null: the client had left. */
            readonly status: number | null;
            readonly requestId: string;
            /** @description Refusals of unknown clients that are alike count as one event for an hour; object and requestId are those of the first. */
            readonly count: number;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            readonly lastAt: string;
        };
        readonly ExternalCredential: {
            /** @enum {string} */
            readonly service: "github" | "docker-hub";
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            readonly savedAt: string;
            /** @description What the service said at the last check; null: not checked yet. */
            readonly finding: {
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                readonly at: string;
                /** @description Whether the service takes it. */
                readonly accepted: boolean;
                /** @description Whose it is, as the service says. */
                readonly identity: string | null;
                /** @description Requests, or pulls, in a window; null: none. */
                readonly limit: number | null;
                readonly remaining: number | null;
                /** @description Seconds. */
                readonly window: number | null;
                readonly resetsAt: string | null;
                readonly detail: string | null;
            } | null;
        };
        readonly Host: {
            readonly name: string;
            /** @enum {string} */
            readonly state: "online" | "degraded";
            /** @description Why it is degraded. */
            readonly reason: ("network" | "certificate" | "credentials" | "incompatible") | null;
            /**
             * Format: date-time
             * @description Since when it is in this state.
             */
            readonly since: string;
            /** @description One’s own; null: none (administrators see all hosts). */
            readonly policy: components["schemas"]["Policy"] | null;
            /** @description What is used of it; null: no policy, or the host does not say. */
            readonly used: components["schemas"]["Usage"] | null;
            readonly id?: string;
            /** @enum {string} */
            readonly transport?: "tls";
            readonly address?: string;
            readonly port?: number;
            /** @description PEM */
            readonly certificate?: string;
            /** @description SHA-256 of the key that is believed, hex. */
            readonly fingerprint?: string;
            /** @description Of the key that was last presented and is not believed; else null. */
            readonly presentedFingerprint?: string | null;
            /** @description The last ones, newest last. */
            readonly errors?: readonly {
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                readonly at: string;
                /** @enum {string} */
                readonly reason: "network" | "certificate" | "credentials" | "incompatible";
                readonly message: string;
            }[];
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            readonly createdAt?: string;
        };
        readonly Policy: {
            /** @description null: no limit (a host’s own). */
            readonly unikernels: number | null;
            /** @description MiB */
            readonly memory: number;
            /** @description MiB; null: no volumes. */
            readonly storage: number | null;
            readonly cpuids: readonly number[];
            readonly bridges: readonly string[];
        };
        readonly Usage: {
            readonly unikernels: number;
            /** @description MiB */
            readonly memory: number;
            /** @description MiB */
            readonly storage: number;
        };
        readonly HostPolicies: {
            readonly data: readonly {
                /** @description null: no limit (a host’s own). */
                readonly unikernels: number | null;
                /** @description MiB */
                readonly memory: number;
                /** @description MiB; null: no volumes. */
                readonly storage: number | null;
                readonly cpuids: readonly number[];
                readonly bridges: readonly string[];
                readonly account: string;
                readonly host: string;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                readonly updatedAt: string;
                /** @description null: the host does not say. */
                readonly used: components["schemas"]["Usage"] | null;
            }[];
            /** @description What the host has; null: it does not say. */
            readonly root: components["schemas"]["Policy"] | null;
            /** @description MiB that are not given yet; negative where more is given than there is. */
            readonly left: {
                readonly memory: number;
                readonly storage: number;
            } | null;
            readonly errors: readonly {
                readonly host: string;
                readonly code: string;
                readonly detail: string;
            }[];
        };
        readonly GivenPolicy: {
            /** @description null: no limit (a host’s own). */
            readonly unikernels: number | null;
            /** @description MiB */
            readonly memory: number;
            /** @description MiB; null: no volumes. */
            readonly storage: number | null;
            readonly cpuids: readonly number[];
            readonly bridges: readonly string[];
            readonly account: string;
            readonly host: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            readonly updatedAt: string;
        };
        readonly Unikernel: {
            readonly host: string;
            readonly name: string;
            /** @description SHA-256 of the image, hex. */
            readonly digest: string;
            /** @description null: the host does not tell it. */
            readonly startedAt: string | null;
            readonly cpuids: readonly number[];
            /** @description MiB */
            readonly memory: number;
            readonly arguments: readonly string[];
            readonly blockDevices: readonly {
                readonly name: string;
                readonly volume: string;
                /** @description Octets */
                readonly sectorSize: number;
                /** @description MiB; null where the host does not tell it in a list. */
                readonly size: number | null;
            }[];
            readonly networkDevices: readonly {
                readonly name: string;
                readonly bridge: string;
                readonly mac: string;
            }[];
            readonly failBehaviour: "quit" | {
                readonly restart: readonly number[] | null;
            };
            readonly startup: number;
        };
        readonly UnikernelDetails: {
            readonly host: string;
            readonly name: string;
            /** @description SHA-256 of the image, hex. */
            readonly digest: string;
            /** @description null: the host does not tell it. */
            readonly startedAt: string | null;
            readonly cpuids: readonly number[];
            /** @description MiB */
            readonly memory: number;
            readonly arguments: readonly string[];
            readonly blockDevices: readonly {
                readonly name: string;
                readonly volume: string;
                /** @description Octets */
                readonly sectorSize: number;
                /** @description MiB; null where the host does not tell it in a list. */
                readonly size: number | null;
            }[];
            readonly networkDevices: readonly {
                readonly name: string;
                readonly bridge: string;
                readonly mac: string;
            }[];
            readonly failBehaviour: "quit" | {
                readonly restart: readonly number[] | null;
            };
            readonly startup: number;
            /** @description null: it was not started from here, and the host does not tell it. */
            readonly addName: boolean | null;
            /** @description false: it was started, and has ended since; its console may say why. null: the host could not be asked. */
            readonly running: boolean | null;
            readonly lastDeployment: components["schemas"]["Deployment"] | null;
        };
        readonly Deployment: {
            /** Format: uuid */
            readonly id: string;
            readonly host: string;
            readonly unikernel: string;
            /** @enum {string} */
            readonly action: "create" | "update" | "restart" | "destroy";
            /**
             * @description `unknown`: it was sent, and nothing came back that tells what became of it. That is found out from the host; with `finishedAt` it cannot be any more.
             * @enum {string}
             */
            readonly state: "running" | "succeeded" | "failed" | "unknown";
            readonly digest: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            readonly startedAt: string;
            readonly finishedAt: string | null;
            readonly by: {
                readonly account: string;
                /** @description null: a signed-in person. */
                readonly token: {
                    readonly name: string;
                    readonly prefix: string;
                } | null;
            };
            readonly error?: string;
        };
        readonly Volume: {
            readonly host: string;
            readonly name: string;
            /** @description MiB */
            readonly size: number;
            /** @description Whether a running unikernel holds it. */
            readonly inUse: boolean;
        };
        readonly VolumeUpload: {
            /** @description Octets received. */
            readonly size: number;
            /** @description Octets of content, inflated. */
            readonly contentSize: number;
            /** @description SHA-256 of the content, hex. */
            readonly sha256: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readonly getSetup: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Setup"];
                };
            };
        };
    };
    readonly signUp: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SignUp"];
            };
        };
        readonly responses: {
            /** @description Created */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SignedUp"];
                };
            };
            /** @description `sign-up-closed`: Signing up is not possible. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `name-taken`: The name is taken. `limit-reached`: There are as many as are allowed. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getAccount: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Account"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly changeAccount: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ChangeAccount"];
            };
        };
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Account"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `password-wrong`: The current password is wrong. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `name-taken`: The name is taken. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly signIn: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SignIn"];
            };
        };
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Account"];
                };
            };
            /** @description `sign-in-refused`: E-mail address or password are wrong. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `account-inactive`: The account is not active. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly signOut: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description No Content */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listSessions: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["Session"][];
                    };
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly closeOtherSessions: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description No Content */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly closeSession: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description No Content */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing here. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly offerPasswordReset: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Created */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PasswordReset"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `account-unknown`: There is no such account. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly resetPassword: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ResetPassword"];
            };
        };
        readonly responses: {
            /** @description No Content */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `reset-refused`: The link for a new password is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listUserTokens: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["Token"][];
                    };
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `account-unknown`: There is no such account. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly revokeUserToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
                readonly token: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description No Content */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `token-unknown`: There is no such token. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getCurrentToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CurrentToken"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `token-unknown`: There is no such token. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listTokenPresets: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["TokenPreset"][];
                    };
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listTokens: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["Token"][];
                    };
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly createToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["CreateToken"];
            };
        };
        readonly responses: {
            /** @description Created */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MadeToken"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `scope-missing`: The credential does not allow this. `admin-only`: Only an administrator may do this. `host-not-allowed`: The credential is not for this host. `name-not-allowed`: The credential is not for this name. `address-not-allowed`: The credential is not for this address. `expiry-not-allowed`: The credential itself does not live that long. `limit-not-allowed`: The credential itself has no such limit. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `limit-reached`: There are as many as are allowed. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Token"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `token-unknown`: There is no such token. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly revokeToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description No Content */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `scope-missing`: The credential does not allow this. `admin-only`: Only an administrator may do this. `host-not-allowed`: The credential is not for this host. `name-not-allowed`: The credential is not for this name. `address-not-allowed`: The credential is not for this address. `expiry-not-allowed`: The credential itself does not live that long. `limit-not-allowed`: The credential itself has no such limit. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `token-unknown`: There is no such token. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `token-exchanged`: The token was exchanged and cannot be changed. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly changeToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ChangeToken"];
            };
        };
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Token"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `scope-missing`: The credential does not allow this. `admin-only`: Only an administrator may do this. `host-not-allowed`: The credential is not for this host. `name-not-allowed`: The credential is not for this name. `address-not-allowed`: The credential is not for this address. `expiry-not-allowed`: The credential itself does not live that long. `limit-not-allowed`: The credential itself has no such limit. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `token-unknown`: There is no such token. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `token-exchanged`: The token was exchanged and cannot be changed. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listTokenUses: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly {
                            /** Format: date */
                            readonly day: string;
                            readonly uses: number;
                        }[];
                    };
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `token-unknown`: There is no such token. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listTokenCommands: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["TokenCommand"][];
                    };
                };
            };
            /** @description `malformed-request`: The request cannot be read. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `token-unknown`: There is no such token. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly rotateToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["RotateToken"];
            };
        };
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MadeToken"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `scope-missing`: The credential does not allow this. `admin-only`: Only an administrator may do this. `host-not-allowed`: The credential is not for this host. `name-not-allowed`: The credential is not for this name. `address-not-allowed`: The credential is not for this address. `expiry-not-allowed`: The credential itself does not live that long. `limit-not-allowed`: The credential itself has no such limit. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `token-unknown`: There is no such token. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `token-exchanged`: The token was exchanged and cannot be changed. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly endTokenGrace: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description No Content */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `scope-missing`: The credential does not allow this. `admin-only`: Only an administrator may do this. `host-not-allowed`: The credential is not for this host. `name-not-allowed`: The credential is not for this name. `address-not-allowed`: The credential is not for this address. `expiry-not-allowed`: The credential itself does not live that long. `limit-not-allowed`: The credential itself has no such limit. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `token-unknown`: There is no such token. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `token-exchanged`: The token was exchanged and cannot be changed. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listTrusts: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["Trust"][];
                    };
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly createTrust: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["CreateTrust"];
            };
        };
        readonly responses: {
            /** @description Created */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Trust"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `scope-missing`: The credential does not allow this. `admin-only`: Only an administrator may do this. `host-not-allowed`: The credential is not for this host. `name-not-allowed`: The credential is not for this name. `address-not-allowed`: The credential is not for this address. `expiry-not-allowed`: The credential itself does not live that long. `limit-not-allowed`: The credential itself has no such limit. `issuer-not-allowed`: No administrator allows this issuer. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `limit-reached`: There are as many as are allowed. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getTrust: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Trust"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `trust-unknown`: There is no such trust. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly removeTrust: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description No Content */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `scope-missing`: The credential does not allow this. `admin-only`: Only an administrator may do this. `host-not-allowed`: The credential is not for this host. `name-not-allowed`: The credential is not for this name. `address-not-allowed`: The credential is not for this address. `expiry-not-allowed`: The credential itself does not live that long. `limit-not-allowed`: The credential itself has no such limit. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `trust-unknown`: There is no such trust. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly changeTrust: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ChangeTrust"];
            };
        };
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Trust"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `scope-missing`: The credential does not allow this. `admin-only`: Only an administrator may do this. `host-not-allowed`: The credential is not for this host. `name-not-allowed`: The credential is not for this name. `address-not-allowed`: The credential is not for this address. `expiry-not-allowed`: The credential itself does not live that long. `limit-not-allowed`: The credential itself has no such limit. `issuer-not-allowed`: No administrator allows this issuer. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `trust-unknown`: There is no such trust. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly exchangeToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ExchangeToken"];
            };
        };
        readonly responses: {
            /** @description Created */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ExchangedToken"];
                };
            };
            /** @description `identity-token-invalid`: The identity token is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-not-allowed`: No administrator allows this issuer. `exchange-refused`: The account has no trust that fits. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `limit-reached`: There are as many as are allowed. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unreachable`: The issuer does not show its keys. */
            readonly 502: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listIssuers: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["Issuer"][];
                    };
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly allowIssuer: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["AllowIssuer"];
            };
        };
        readonly responses: {
            /** @description Created */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Issuer"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `name-taken`: The name is taken. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unreachable`: The issuer does not show its keys. */
            readonly 502: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly removeIssuer: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description No Content */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unknown`: There is no such issuer. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listUsers: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["Account"][];
                    };
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deleteUser: {
        readonly parameters: {
            readonly query?: {
                /** @description Destroy the unikernels of the account. Its volumes stay. */
                readonly destroy?: string;
            };
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Leftovers"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `account-unknown`: There is no such account. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `last-administrator`: The last active administrator has to stay. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly changeUser: {
        readonly parameters: {
            readonly query?: {
                /** @description Destroy the unikernels of the account. Its volumes stay. */
                readonly destroy?: string;
            };
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ChangeUser"];
            };
        };
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ChangedUser"];
                };
            };
            /** @description `invalid-query`: The query is not as it has to be. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `account-unknown`: There is no such account. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `last-administrator`: The last active administrator has to stay. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly readAudit: {
        readonly parameters: {
            readonly query?: {
                /** @description By whom (an administrator asks of any). */
                readonly account?: string;
                /** @description The operation, as `restartUnikernel`. */
                readonly action?: string;
                /** @description What it was done to, all below it included. */
                readonly object?: string;
                /** @description `succeeded`, `failed` (all others), or the code of a problem. */
                readonly outcome?: string;
                readonly since?: string;
                /** @description RFC 3339; not included. */
                readonly until?: string;
                readonly cursor?: string;
                readonly limit?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["AuditEvent"][];
                        /** @description The `cursor` of the next page; null: none. */
                        readonly next: string | null;
                    };
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `admin-only`: Only an administrator may do this. `scope-missing`: The credential does not allow this. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listExternalCredentials: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["ExternalCredential"][];
                    };
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly saveExternalCredential: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly service: "github" | "docker-hub";
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SaveExternalCredential"];
            };
        };
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ExternalCredential"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly removeExternalCredential: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly service: "github" | "docker-hub";
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description No Content */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `external-credential-unknown`: There is no such external credential. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly checkExternalCredential: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly service: "github" | "docker-hub";
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ExternalCredential"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `external-credential-unknown`: There is no such external credential. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unreachable`: The service does not answer as it should. */
            readonly 502: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listExternalCredentialsOfServer: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["ExternalCredential"][];
                    };
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly saveExternalCredentialOfServer: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly service: "github" | "docker-hub";
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SaveExternalCredential"];
            };
        };
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ExternalCredential"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly removeExternalCredentialOfServer: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly service: "github" | "docker-hub";
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description No Content */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `external-credential-unknown`: There is no such external credential. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly checkExternalCredentialOfServer: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly service: "github" | "docker-hub";
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ExternalCredential"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `external-credential-unknown`: There is no such external credential. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unreachable`: The service does not answer as it should. */
            readonly 502: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listHosts: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["Host"][];
                        readonly errors: readonly {
                            readonly host: string;
                            readonly code: string;
                            readonly detail: string;
                        }[];
                    };
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly addHost: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["AddHost"];
            };
        };
        readonly responses: {
            /** @description Created */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Host"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `name-taken`: The name is taken. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `credentials-refused`: The certificate and key cannot be used. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unreachable`: The host cannot be reached. `host-refused-connection`: The host refused the connection. `host-untrusted`: The host is not the one it should be. `host-nonsense`: The host answered something unintelligible. */
            readonly 502: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-busy`: The host is busy. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-timeout`: The host did not answer in time. */
            readonly 504: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getHost: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                readonly host: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Host"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-policy`: The account has no policy on this host. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unknown`: There is no such host. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deleteHost: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                readonly host: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description No Content */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unknown`: There is no such host. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-busy`: The host is busy. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly changeHost: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                readonly host: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ChangeHost"];
            };
        };
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Host"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unknown`: There is no such host. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `credentials-refused`: The certificate and key cannot be used. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unreachable`: The host cannot be reached. `host-refused-connection`: The host refused the connection. `host-untrusted`: The host is not the one it should be. `host-nonsense`: The host answered something unintelligible. */
            readonly 502: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-busy`: The host is busy. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-timeout`: The host did not answer in time. */
            readonly 504: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly checkHost: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                readonly host: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Host"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unknown`: There is no such host. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listPolicies: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                readonly host: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["HostPolicies"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unknown`: There is no such host. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly setPolicy: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                readonly host: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SetPolicy"];
            };
        };
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GivenPolicy"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `account-inactive`: The account is not active. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `account-unknown`: There is no such account. `host-unknown`: There is no such host. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `domain-in-use`: The domain is in use on this host. `policy-too-small`: The policy is smaller than what is in use. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `policy-refused`: The policy does not allow this. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused-connection`: The host refused the connection. `host-untrusted`: The host is not the one it should be. `host-nonsense`: The host answered something unintelligible. */
            readonly 502: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-down`: The host is known to be down. `host-busy`: The host is busy. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deletePolicy: {
        readonly parameters: {
            readonly query?: {
                /** @description Remove all unikernels and volumes of the account on the host first. */
                readonly destroy?: string;
            };
            readonly header?: never;
            readonly path: {
                readonly id: string;
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                readonly host: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description No Content */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `account-unknown`: There is no such account. `host-unknown`: There is no such host. `policy-unknown`: There is no such policy. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `domain-in-use`: The domain is in use on this host. `unikernel-busy`: The unikernel is being changed. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused-connection`: The host refused the connection. `host-untrusted`: The host is not the one it should be. `host-nonsense`: The host answered something unintelligible. */
            readonly 502: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-down`: The host is known to be down. `host-busy`: The host is busy. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listAllUnikernels: {
        readonly parameters: {
            readonly query?: {
                /** @description Act in this account’s domain (admin). */
                readonly account?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["Unikernel"][];
                        readonly errors: readonly {
                            readonly host: string;
                            readonly code: string;
                            readonly detail: string;
                        }[];
                    };
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listUnikernels: {
        readonly parameters: {
            readonly query?: {
                /** @description Act in this account’s domain (admin). */
                readonly account?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                readonly host: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["Unikernel"][];
                    };
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-policy`: The account has no policy on this host. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unknown`: There is no such host. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unreachable`: The host cannot be reached. */
            readonly 502: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-busy`: The host is busy. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-timeout`: The host did not answer in time. */
            readonly 504: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly createUnikernel: {
        readonly parameters: {
            readonly query?: {
                /** @description Act in this account’s domain (admin). */
                readonly account?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                readonly host: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "multipart/form-data": {
                    readonly config: components["schemas"]["CreateUnikernel"];
                    /**
                     * Format: binary
                     * @description The image: ELF, for solo5.
                     */
                    readonly image: string;
                };
            };
        };
        readonly responses: {
            /** @description Created */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["UnikernelDetails"];
                };
            };
            /** @description `upload-incomplete`: The body ended too early. `invalid-body`: The body is not as it has to be. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-policy`: The account has no policy on this host. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unknown`: There is no such host. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unikernel-busy`: The unikernel is being changed. `volume-busy`: The volume is being changed. `volume-in-use`: The volume is in use. `unikernel-exists`: A unikernel of that name runs. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-large`: The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `policy-refused`: The policy does not allow this. `manifest-mismatch`: The devices are not those the image asks for. `devices-refused`: The unikernel cannot be given these devices. `host-refused`: The host refused the command. `image-refused`: The image cannot be used. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unreachable`: The host cannot be reached. */
            readonly 502: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-busy`: The host is busy. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-timeout`: The host did not answer in time. */
            readonly 504: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-room`: There is no room for the content. */
            readonly 507: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getUnikernel: {
        readonly parameters: {
            readonly query?: {
                /** @description Act in this account’s domain (admin). */
                readonly account?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                readonly host: string;
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                readonly name: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["UnikernelDetails"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-policy`: The account has no policy on this host. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unknown`: There is no such host. `unikernel-unknown`: There is no such unikernel. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unreachable`: The host cannot be reached. */
            readonly 502: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-busy`: The host is busy. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-timeout`: The host did not answer in time. */
            readonly 504: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly destroyUnikernel: {
        readonly parameters: {
            readonly query?: {
                /** @description Act in this account’s domain (admin). */
                readonly account?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                readonly host: string;
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                readonly name: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description No Content */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-policy`: The account has no policy on this host. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unknown`: There is no such host. `unikernel-unknown`: There is no such unikernel. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unikernel-busy`: The unikernel is being changed. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unreachable`: The host cannot be reached. */
            readonly 502: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-busy`: The host is busy. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-timeout`: The host did not answer in time. */
            readonly 504: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getUnikernelImage: {
        readonly parameters: {
            readonly query?: {
                /** @description Act in this account’s domain (admin). */
                readonly account?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                readonly host: string;
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                readonly name: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/octet-stream": string;
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-policy`: The account has no policy on this host. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unknown`: There is no such host. `unikernel-unknown`: There is no such unikernel. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unreachable`: The host cannot be reached. */
            readonly 502: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-busy`: The host is busy. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-timeout`: The host did not answer in time. */
            readonly 504: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listAllDeployments: {
        readonly parameters: {
            readonly query?: {
                /** @description Act in this account’s domain (admin). */
                readonly account?: string;
                readonly limit?: number;
                /** @description Only those older than this deployment. */
                readonly before?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["Deployment"][];
                    };
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listDeployments: {
        readonly parameters: {
            readonly query?: {
                /** @description Act in this account’s domain (admin). */
                readonly account?: string;
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path: {
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                readonly host: string;
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                readonly name: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["Deployment"][];
                    };
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly updateUnikernel: {
        readonly parameters: {
            readonly query?: {
                /** @description Act in this account’s domain (admin). */
                readonly account?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                readonly host: string;
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                readonly name: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "multipart/form-data": {
                    readonly config?: components["schemas"]["UpdateUnikernel"];
                    /**
                     * Format: binary
                     * @description The image: ELF, for solo5.
                     */
                    readonly image: string;
                };
            };
        };
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["UnikernelDetails"];
                };
            };
            /** @description `upload-incomplete`: The body ended too early. `invalid-body`: The body is not as it has to be. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-policy`: The account has no policy on this host. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unknown`: There is no such host. `unikernel-unknown`: There is no such unikernel. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unikernel-busy`: The unikernel is being changed. `volume-busy`: The volume is being changed. `volume-in-use`: The volume is in use. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-large`: The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `policy-refused`: The policy does not allow this. `manifest-mismatch`: The devices are not those the image asks for. `devices-refused`: The unikernel cannot be given these devices. `host-refused`: The host refused the command. `image-refused`: The image cannot be used. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unreachable`: The host cannot be reached. */
            readonly 502: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-busy`: The host is busy. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-timeout`: The host did not answer in time. */
            readonly 504: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-room`: There is no room for the content. */
            readonly 507: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly restartUnikernel: {
        readonly parameters: {
            readonly query?: {
                /** @description Act in this account’s domain (admin). */
                readonly account?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                readonly host: string;
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                readonly name: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["RestartUnikernel"];
            };
        };
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["UnikernelDetails"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-policy`: The account has no policy on this host. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unknown`: There is no such host. `unikernel-unknown`: There is no such unikernel. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unikernel-busy`: The unikernel is being changed. `volume-busy`: The volume is being changed. `volume-in-use`: The volume is in use. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `policy-refused`: The policy does not allow this. `manifest-mismatch`: The devices are not those the image asks for. `devices-refused`: The unikernel cannot be given these devices. `host-refused`: The host refused the command. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unreachable`: The host cannot be reached. */
            readonly 502: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-busy`: The host is busy. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-timeout`: The host did not answer in time. */
            readonly 504: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly watchConsole: {
        readonly parameters: {
            readonly query?: {
                /** @description Act in this account’s domain (admin). */
                readonly account?: string;
                /** @description So many of the last lines first; by default all that the host has. */
                readonly count?: number;
                /** @description The lines since this time first. */
                readonly since?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                readonly host: string;
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                readonly name: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/event-stream": string;
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-policy`: The account has no policy on this host. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unknown`: There is no such host. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unreachable`: The host cannot be reached. */
            readonly 502: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-busy`: The host is busy. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-timeout`: The host did not answer in time. */
            readonly 504: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listConsoles: {
        readonly parameters: {
            readonly query?: {
                /** @description Act in this account’s domain (admin). */
                readonly account?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                readonly host: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly {
                            readonly host: string;
                            readonly name: string;
                        }[];
                    };
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-policy`: The account has no policy on this host. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unknown`: There is no such host. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unreachable`: The host cannot be reached. */
            readonly 502: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-busy`: The host is busy. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-timeout`: The host did not answer in time. */
            readonly 504: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly watchStats: {
        readonly parameters: {
            readonly query?: {
                /** @description Act in this account’s domain (admin). */
                readonly account?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                readonly host: string;
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                readonly name: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/event-stream": string;
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-policy`: The account has no policy on this host. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unknown`: There is no such host. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unreachable`: The host cannot be reached. */
            readonly 502: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-busy`: The host is busy. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-timeout`: The host did not answer in time. */
            readonly 504: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listVolumes: {
        readonly parameters: {
            readonly query?: {
                /** @description Act in this account’s domain (admin). */
                readonly account?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                readonly host: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly data: readonly components["schemas"]["Volume"][];
                    };
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-policy`: The account has no policy on this host. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unknown`: There is no such host. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unreachable`: The host cannot be reached. */
            readonly 502: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-timeout`: The host did not answer in time. */
            readonly 504: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly createVolume: {
        readonly parameters: {
            readonly query?: {
                /** @description Act in this account’s domain (admin). */
                readonly account?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                readonly host: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["CreateVolume"];
            };
        };
        readonly responses: {
            /** @description Created */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Volume"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-policy`: The account has no policy on this host. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unknown`: There is no such host. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `volume-exists`: A volume of that name exists. `volume-busy`: The volume is being changed. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `policy-refused`: The policy does not allow this. */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unreachable`: The host cannot be reached. */
            readonly 502: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-timeout`: The host did not answer in time. */
            readonly 504: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getVolume: {
        readonly parameters: {
            readonly query?: {
                /** @description Act in this account’s domain (admin). */
                readonly account?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                readonly host: string;
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                readonly name: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Volume"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-policy`: The account has no policy on this host. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unknown`: There is no such host. `volume-unknown`: There is no such volume. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unreachable`: The host cannot be reached. */
            readonly 502: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-timeout`: The host did not answer in time. */
            readonly 504: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deleteVolume: {
        readonly parameters: {
            readonly query?: {
                /** @description Act in this account’s domain (admin). */
                readonly account?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                readonly host: string;
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                readonly name: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description No Content */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-policy`: The account has no policy on this host. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unknown`: There is no such host. `volume-unknown`: There is no such volume. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `volume-in-use`: The volume is in use. `volume-busy`: The volume is being changed. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unreachable`: The host cannot be reached. */
            readonly 502: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-timeout`: The host did not answer in time. */
            readonly 504: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly downloadVolume: {
        readonly parameters: {
            readonly query?: {
                /** @description Act in this account’s domain (admin). */
                readonly account?: string;
                /** @description 0: as it is; 1 to 9: a zlib stream (RFC 1950) of that level. */
                readonly compression?: number;
            };
            readonly header?: never;
            readonly path: {
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                readonly host: string;
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                readonly name: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/octet-stream": string;
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-policy`: The account has no policy on this host. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unknown`: There is no such host. `volume-unknown`: There is no such volume. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `volume-in-use`: The volume is in use. `volume-busy`: The volume is being changed. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unreachable`: The host cannot be reached. */
            readonly 502: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-timeout`: The host did not answer in time. */
            readonly 504: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly uploadVolume: {
        readonly parameters: {
            readonly query?: {
                /** @description Act in this account’s domain (admin). */
                readonly account?: string;
                /** @description Stream straight through to the host instead of spooling first. What breaks off leaves the volume with a part of the new content. */
                readonly direct?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                readonly host: string;
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                readonly name: string;
            };
            readonly cookie?: never;
        };
        /** @description The content, at most as large as the volume. */
        readonly requestBody: {
            readonly content: {
                readonly "application/octet-stream": string;
            };
        };
        readonly responses: {
            /** @description OK */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["VolumeUpload"];
                };
            };
            /** @description `invalid-digest`: The content is not what its digest says. `invalid-encoding`: The content is not encoded as announced. `upload-incomplete`: The body ended too early. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-policy`: The account has no policy on this host. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unknown`: There is no such host. `volume-unknown`: There is no such volume. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `volume-in-use`: The volume is in use. `volume-busy`: The volume is being changed. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-large`: The body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The body is of another type than expected. */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unreachable`: The host cannot be reached. */
            readonly 502: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-timeout`: The host did not answer in time. */
            readonly 504: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-room`: There is no room for the content. */
            readonly 507: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
