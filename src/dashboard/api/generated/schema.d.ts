// Made by `npm run docs` from the OpenAPI document. Do not change it by hand.

export interface paths {
    "/api/v1/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show whether one may sign up
         * @description For whoever has no account yet: whether theirs is the first, and what it takes.
         */
        get: operations["getSetup"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign up
         * @description The first account is active and administrator; it is made from the machine itself, or with the code that the start prints. Later ones wait until an administrator approves them, 14 days at most. The answer shows the secret of a first token, this once: it may read and lives three months, and is an account’s token like any other.
         */
        post: operations["signUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show one’s own account
         * @description Needs a session.
         */
        get: operations["getAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change one’s e-mail address or password
         * @description A new password needs the current one, and closes all other sessions.
         *
         *     Needs a session.
         */
        patch: operations["changeAccount"];
        trace?: never;
    };
    "/api/v1/account/password-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set a new password by a link
         * @description Closes all sessions of the account.
         */
        post: operations["resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in
         * @description Sets a cookie that lasts 7 days.
         */
        post: operations["signIn"];
        /**
         * Sign out
         * @description Needs a session.
         */
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List one’s sessions
         * @description Needs a session.
         */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        /**
         * Close all other sessions
         * @description Needs a session.
         */
        delete: operations["closeOtherSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Close one session
         * @description Needs a session.
         */
        delete: operations["closeSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the accounts
         * @description Needs the scope `admin`, or a session.
         */
        get: operations["listUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete an account, its sessions and its tokens
         * @description Its unikernels are listed, and run on unless `destroy` is true; its volumes stay. An administrator still reaches both with `?account=NAME`. Its name is never given to another, unless it was never approved.
         *
         *     Needs the scope `admin`, or a session.
         */
        delete: operations["deleteUser"];
        options?: never;
        head?: never;
        /**
         * Approve, deactivate, promote or demote an account
         * @description A deactivated account’s sessions are closed; its tokens are refused until it is active again. Its unikernels are listed, and run on unless `destroy` is true. One active administrator always remains. To promote or demote one, or to make one active again, takes a session.
         *
         *     Needs the scope `admin`, or a session.
         */
        patch: operations["changeUser"];
        trace?: never;
    };
    "/api/v1/users/{id}/password-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a link by which somebody sets a new password
         * @description The answer shows the link, this once: hand it on by a way that is safe. It works once, for 24 hours, and ends any earlier one.
         *
         *     Needs an administrator’s session.
         */
        post: operations["offerPasswordReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List an account’s tokens
         * @description Needs the scope `admin`, or a session.
         */
        get: operations["listUserTokens"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/tokens/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke an account’s token
         * @description Needs the scope `admin`, or a session.
         */
        delete: operations["revokeUserToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show what the presented token is and may do
         * @description Needs a token or a session.
         */
        get: operations["getCurrentToken"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/presets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List scopes that go together, to choose from
         * @description Needs a token or a session.
         */
        get: operations["listTokenPresets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the account’s tokens
         * @description Needs the scope `tokens:read`, or a session.
         */
        get: operations["listTokens"];
        put?: never;
        /**
         * Make a token
         * @description The answer shows the secret, this once. A token makes only tokens that may do no more, reach no further and live no longer than itself.
         *
         *     Needs the scope `tokens:write`, or a session.
         */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a token
         * @description Needs the scope `tokens:read`, or a session.
         */
        get: operations["getToken"];
        put?: never;
        post?: never;
        /**
         * Revoke a token
         * @description Needs the scope `tokens:write`, or a session.
         */
        delete: operations["revokeToken"];
        options?: never;
        head?: never;
        /**
         * Change a token
         * @description An expired one is alive again when its expiry is moved on.
         *
         *     Needs the scope `tokens:write`, or a session.
         */
        patch: operations["changeToken"];
        trace?: never;
    };
    "/api/v1/tokens/{id}/uses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count a token’s uses by day
         * @description The last 90 days in UTC, today the last.
         *
         *     Needs the scope `tokens:read`, or a session.
         */
        get: operations["listTokenUses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{id}/commands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show how a token is used
         * @description Ready to be copied. In place of the secret they have `$FULMAR_TOKEN`, and `fmr_…` where that is set.
         *
         *     Needs the scope `tokens:read`, or a session.
         */
        get: operations["listTokenCommands"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a token a new secret
         * @description The answer shows the new secret, this once. The old one works on for the time of grace, at most as long as the token lives. Ten such secrets are kept; an eleventh ends the oldest.
         *
         *     Needs the scope `tokens:write`, or a session.
         */
        post: operations["rotateToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{id}/previous": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End the time of grace of the secrets that were replaced
         * @description Needs the scope `tokens:write`, or a session.
         */
        delete: operations["endTokenGrace"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/trusts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the account’s trusts
         * @description Needs the scope `tokens:read`, or a session.
         */
        get: operations["listTrusts"];
        put?: never;
        /**
         * Trust an issuer
         * @description Who shows an identity token of the issuer, for this audience, gets a token of 15 minutes with what the first rule allows that fits its claims. No rule gives more than its maker has.
         *
         *     Needs the scope `tokens:write`, or a session.
         */
        post: operations["createTrust"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/trusts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a trust
         * @description Needs the scope `tokens:read`, or a session.
         */
        get: operations["getTrust"];
        put?: never;
        post?: never;
        /**
         * Remove a trust
         * @description The tokens that it gave end at once.
         *
         *     Needs the scope `tokens:write`, or a session.
         */
        delete: operations["removeTrust"];
        options?: never;
        head?: never;
        /**
         * Change a trust
         * @description The tokens that it gave end at once.
         *
         *     Needs the scope `tokens:write`, or a session.
         */
        patch: operations["changeTrust"];
        trace?: never;
    };
    "/api/v1/tokens/exchange": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchange an identity token for a token of 15 minutes
         * @description For jobs that hold no secret: the account has to trust in the issuer (`POST /trusts`). An identity token is exchanged once. The token is listed and can be revoked as any other, but not changed.
         */
        post: operations["exchangeToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/issuers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the issuers that accounts may trust
         * @description Needs the scope `tokens:read`, or a session.
         */
        get: operations["listIssuers"];
        put?: never;
        /**
         * Allow an issuer
         * @description At first none is allowed, and none but those that are is ever contacted. It is asked for its metadata before it is stored. One that accounts trust in already is allowed by a person.
         *
         *     Needs the scope `admin`, or a session.
         */
        post: operations["allowIssuer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/issuers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Allow an issuer no longer
         * @description The tokens that were given for it end at once; the trusts stay, without effect.
         *
         *     Needs the scope `admin`, or a session.
         */
        delete: operations["removeIssuer"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Page through who did what, the newest first
         * @description Everything that changes anything, done or refused, and every refused credential. An administrator sees all, others what their own account did.
         *
         *     Needs a session, or a token with the scope `admin`.
         */
        get: operations["readAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/external-credentials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the account’s credentials for other services
         * @description Needs a session.
         */
        get: operations["listExternalCredentials"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/external-credentials/{service}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Save the account’s credential for a service
         * @description Kept encrypted and never shown again. For an account its own one is used before the server’s.
         *
         *     Needs a session.
         */
        put: operations["saveExternalCredential"];
        post?: never;
        /**
         * Remove the account’s credential for a service
         * @description Needs a session.
         */
        delete: operations["removeExternalCredential"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/external-credentials/{service}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask the service about the account’s credential
         * @description Who it is and what is left of its limit; the answer is kept.
         *
         *     Needs a session.
         */
        post: operations["checkExternalCredential"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/server/external-credentials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the server’s credentials for other services
         * @description Needs the scope `admin`, or a session.
         */
        get: operations["listExternalCredentialsOfServer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/server/external-credentials/{service}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Save the server’s credential for a service
         * @description Kept encrypted and never shown again. For an account its own one is used before the server’s.
         *
         *     Needs the scope `admin`, or a session.
         */
        put: operations["saveExternalCredentialOfServer"];
        post?: never;
        /**
         * Remove the server’s credential for a service
         * @description Needs the scope `admin`, or a session.
         */
        delete: operations["removeExternalCredentialOfServer"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/server/external-credentials/{service}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask the service about the server’s credential
         * @description Who it is and what is left of its limit; the answer is kept.
         *
         *     Needs the scope `admin`, or a session.
         */
        post: operations["checkExternalCredentialOfServer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hosts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the hosts that the account may use
         * @description Each with its state, the account’s policy there and what is used of it.
         *
         *     Needs the scope `hosts:read`, or a session.
         */
        get: operations["listHosts"];
        put?: never;
        /**
         * Add a host
         * @description The host is asked before anything is stored; the fingerprint of its key is kept, and another one is not believed later, until that is confirmed. Over SSH a person confirms the first one, too: without `hostKey` the answer is the problem `host-key-unconfirmed`, whose members are `hostKey`, that the host presents, `publicKey` and `authorizedKeysLine`; the same is then sent again with it.
         *
         *     Needs the scope `admin`, or a session.
         */
        post: operations["addHost"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hosts/{host}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a host
         * @description Needs the scope `hosts:read`, or a session.
         */
        get: operations["getHost"];
        put?: never;
        post?: never;
        /**
         * Forget a host and the policies on it
         * @description What runs there stays.
         *
         *     Needs the scope `admin`, or a session.
         */
        delete: operations["deleteHost"];
        options?: never;
        head?: never;
        /**
         * Change how a host is reached, or confirm its new key
         * @description The host is asked in the new way before that is stored. Its transport stays, but over SSH its target may change.
         *
         *     Needs the scope `admin`, or a session.
         */
        patch: operations["changeHost"];
        trace?: never;
    };
    "/api/v1/hosts/{host}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask a host whether it is there
         * @description Answers with its state, also where that is not good.
         *
         *     Needs the scope `admin`, or a session.
         */
        post: operations["checkHost"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ssh-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a key to log in on a host with
         * @description Ed25519. The private key never leaves the server. Enter the line in `authorized_keys` on the host, then add or change the host with the `id` as `keyId`, within a day.
         *
         *     Needs the scope `admin`, or a session.
         */
        post: operations["makeSshKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hosts/{host}/policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what is given on a host, to whom, and what it has left
         * @description Needs the scope `admin`, or a session.
         */
        get: operations["listPolicies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/policies/{host}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set what an account may use on a host
         * @description Waits for the account’s running commands there. The policy has to fit into what the host has and to cover what is in use.
         *
         *     Needs the scope `admin`, or a session.
         */
        put: operations["setPolicy"];
        post?: never;
        /**
         * Take an account’s policy on a host away
         * @description Refused while anything of the account is left there, unless `destroy` is true.
         *
         *     Needs the scope `admin`, or a session.
         */
        delete: operations["deletePolicy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/unikernels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the unikernels on all hosts
         * @description Hosts that could not be asked in time are in `errors`.
         *
         *     Needs the scope `unikernels:read`, or a session.
         */
        get: operations["listAllUnikernels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deployments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was done lately, on all hosts
         * @description The newest first; `before` the last one of an answer gives the next page.
         *
         *     Needs the scope `unikernels:read`, or a session.
         */
        get: operations["listAllDeployments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hosts/{host}/unikernels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the unikernels on a host
         * @description Needs the scope `unikernels:read`, or a session.
         */
        get: operations["listUnikernels"];
        put?: never;
        /**
         * Create a unikernel
         * @description The parts come in any order. Devices that are not given and can only mean one thing (a volume of that name, a single allowed bridge) are filled in from the image’s manifest. Success means that the unikernel was started, not that it lives: see `running`.
         *
         *     Needs the scope `unikernels:write`, or a session.
         */
        post: operations["createUnikernel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hosts/{host}/consoles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the consoles that outlived their unikernels
         * @description Needs the scope `unikernels:read`, or a session.
         */
        get: operations["listConsoles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hosts/{host}/unikernels/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a unikernel
         * @description Needs the scope `unikernels:read`, or a session.
         */
        get: operations["getUnikernel"];
        put?: never;
        post?: never;
        /**
         * Destroy a unikernel
         * @description Its volumes stay. Its console stays for a while, too.
         *
         *     Needs the scope `unikernels:write`, or a session.
         */
        delete: operations["destroyUnikernel"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hosts/{host}/unikernels/{name}/update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a unikernel a new image
         * @description What of the configuration is not given is kept. The host checks the new one first and replaces the old one then.
         *
         *     Needs the scope `unikernels:write`, or a session.
         */
        post: operations["updateUnikernel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hosts/{host}/unikernels/{name}/restart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restart a unikernel
         * @description With its image. What a body gives is changed, all else is kept.
         *
         *     Needs the scope `unikernels:write`, or a session.
         */
        post: operations["restartUnikernel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hosts/{host}/unikernels/{name}/image": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download the image that runs
         * @description Needs the scope `unikernels:write`, or a session.
         */
        get: operations["getUnikernelImage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hosts/{host}/unikernels/{name}/deployments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was done to a unikernel
         * @description The newest first; also of one that does not run any more.
         *
         *     Needs the scope `unikernels:read`, or a session.
         */
        get: operations["listDeployments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hosts/{host}/unikernels/{name}/console": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow the console
         * @description Server-Sent Events with the data `{"timestamp", "line"}` and the id `TIMESTAMP-N`, N counting within one timestamp; `Last-Event-ID` goes on after that. A line is what the unikernel wrote: do not trust it. A unikernel that does not run yet is waited for.
         *
         *     Needs the scope `unikernels:read`, or a session.
         */
        get: operations["watchConsole"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hosts/{host}/unikernels/{name}/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow what a unikernel uses
         * @description Server-Sent Events, one every 10 s while the unikernel runs: `{"timestamp", "cpu", "memory", "network"}`. Counters that no number holds exactly are text.
         *
         *     Needs the scope `unikernels:read`, or a session.
         */
        get: operations["watchStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/volumes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the volumes on all hosts
         * @description Hosts that could not be asked in time are in `errors`.
         *
         *     Needs the scope `volumes:read`, or a session.
         */
        get: operations["listAllVolumes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hosts/{host}/volumes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the volumes on a host
         * @description Needs the scope `volumes:read`, or a session.
         */
        get: operations["listVolumes"];
        put?: never;
        /**
         * Create a volume
         * @description Its content reads as zeros until it is filled.
         *
         *     Needs the scope `volumes:write`, or a session.
         */
        post: operations["createVolume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hosts/{host}/volumes/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a volume
         * @description Needs the scope `volumes:read`, or a session.
         */
        get: operations["getVolume"];
        put?: never;
        post?: never;
        /**
         * Remove a volume and its content
         * @description Needs the scope `volumes:write`, or a session.
         */
        delete: operations["deleteVolume"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hosts/{host}/volumes/{name}/data": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download a volume’s content
         * @description Needs the scope `volumes:read`, or a session.
         */
        get: operations["downloadVolume"];
        /**
         * Replace a volume’s content
         * @description The raw octets, as `curl -T FILE` sends them; `Content-Encoding` may be `deflate` (zlib), `gzip` or `zstd`. They are received whole and checked, also against `Content-Digest` (RFC 9530), before the old content is touched. Fewer octets than the volume has: the rest reads as zeros.
         *
         *     Needs the scope `volumes:write`, or a session.
         */
        put: operations["uploadVolume"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        SignUp: {
            /**
             * @description Also the domain on every host; it never changes.
             * @example hello
             */
            name: string;
            /**
             * Format: email
             * @example me@example.org
             */
            email: string;
            /** @description 8 to 1,024 characters. */
            password: string;
            /** @description What the start prints while there is no account. Needed for the first one, unless it is made from the machine itself. */
            code?: string;
        };
        ChangeAccount: {
            /**
             * Format: email
             * @example me@example.org
             */
            email?: string;
            /** @description 8 to 1,024 characters. */
            password?: string;
            currentPassword?: string;
        };
        ResetPassword: {
            /** @description What stands behind `#` in the link. */
            token: string;
            /** @description 8 to 1,024 characters. */
            password: string;
        };
        SignIn: {
            email: string;
            password: string;
        };
        ChangeUser: {
            /** @description True approves one that waits. */
            active?: boolean;
            admin?: boolean;
        };
        CreateToken: {
            name: string;
            /** @default null */
            description: string | null;
            /** @description What it may do. `write` includes `read`, `admin` includes everything. */
            scopes: ("unikernels:read" | "unikernels:write" | "volumes:read" | "volumes:write" | "tokens:read" | "tokens:write" | "hosts:read" | "metrics:read" | "admin")[];
            /** @description The hosts that it is for; null: all. */
            hosts?: string[] | null;
            /** @description Patterns of the names that it is for, as `web-*`; null: all. */
            names?: string[] | null;
            /** @description Networks (CIDR, IPv4 or IPv6) that it may come from; null: all. */
            addresses?: string[] | null;
            /** @description RFC 3339; null: never. */
            expiresAt?: string | null;
            /**
             * @description Ends so long from now, counted by the calendar; instead of `expiresAt`.
             * @enum {string}
             */
            expiresIn?: "1 month" | "3 months" | "6 months" | "1 year" | "2 years";
            /** @description Requests an hour; 1000 unless it is given. */
            hourlyLimit?: number;
        };
        ChangeToken: {
            name?: string;
            description?: string | null;
            /** @description What it may do. `write` includes `read`, `admin` includes everything. */
            scopes?: ("unikernels:read" | "unikernels:write" | "volumes:read" | "volumes:write" | "tokens:read" | "tokens:write" | "hosts:read" | "metrics:read" | "admin")[];
            /** @description The hosts that it is for; null: all. */
            hosts?: string[] | null;
            /** @description Patterns of the names that it is for, as `web-*`; null: all. */
            names?: string[] | null;
            /** @description Networks (CIDR, IPv4 or IPv6) that it may come from; null: all. */
            addresses?: string[] | null;
            /** @description RFC 3339; null: never. */
            expiresAt?: string | null;
            /**
             * @description Ends so long from now, counted by the calendar; instead of `expiresAt`.
             * @enum {string}
             */
            expiresIn?: "1 month" | "3 months" | "6 months" | "1 year" | "2 years";
            /** @description Requests an hour; 1000 unless it is given. */
            hourlyLimit?: number;
        };
        RotateToken: {
            /**
             * @description Seconds that the old secret goes on working, 7 days at most.
             * @default 3600
             */
            grace: number;
        };
        CreateTrust: {
            name: string;
            /**
             * Format: uri
             * @description Exactly as `iss` has it.
             * @example https://token.actions.githubusercontent.com
             */
            issuer: string;
            /**
             * @description What `aud` has to be or to contain: the job asks its issuer for it.
             * @example https://fulmar.example.org
             */
            audience: string;
            /** @description The first that fits holds. */
            rules: components["schemas"]["TrustRule"][];
            /** @description When the trust ends, and all that it gave; null: never. */
            expiresAt?: string | null;
        };
        TrustRule: {
            /**
             * @description Patterns by claim; `*` is any run of characters. All of them have to fit.
             * @example {
             *       "repository": "octo/web",
             *       "ref": "refs/heads/main"
             *     }
             */
            claims: {
                [key: string]: string;
            };
            /** @description What it may do. `write` includes `read`, `admin` includes everything. */
            scopes: ("unikernels:read" | "unikernels:write" | "volumes:read" | "volumes:write" | "tokens:read" | "tokens:write" | "hosts:read" | "metrics:read" | "admin")[];
            /** @description The hosts that it is for; null: all. */
            hosts?: string[] | null;
            /** @description Patterns of the names that it is for, as `web-*`; null: all. */
            names?: string[] | null;
            /** @description Networks (CIDR, IPv4 or IPv6) that it may come from; null: all. */
            addresses?: string[] | null;
            /**
             * @description Requests an hour; 1000 unless it is given.
             * @default 1000
             */
            hourlyLimit: number;
        };
        ChangeTrust: {
            name?: string;
            /**
             * Format: uri
             * @description Exactly as `iss` has it.
             * @example https://token.actions.githubusercontent.com
             */
            issuer?: string;
            /**
             * @description What `aud` has to be or to contain: the job asks its issuer for it.
             * @example https://fulmar.example.org
             */
            audience?: string;
            /** @description The first that fits holds. */
            rules?: components["schemas"]["TrustRule"][];
            /** @description When the trust ends, and all that it gave; null: never. */
            expiresAt?: string | null;
        };
        ExchangeToken: {
            /** @description The job’s identity token. */
            token: string;
            /**
             * @description The account that trusts in it.
             * @example hello
             */
            account: string;
        };
        AllowIssuer: {
            /**
             * Format: uri
             * @description Exactly as `iss` has it.
             * @example https://token.actions.githubusercontent.com
             */
            issuer: string;
            /**
             * @description Whether it may be at an address of a network of one’s own.
             * @default false
             */
            privateAddresses: boolean;
        };
        SaveExternalCredential: {
            /** @description For `github` a token; for `docker-hub` `USERNAME:TOKEN`, with an access token or a password. Never shown again. */
            secret: string;
        };
        AddHost: components["schemas"]["AddTlsHost"] | components["schemas"]["AddSshHost"];
        AddTlsHost: {
            /**
             * @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded.
             * @example hello
             */
            name: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            transport: "tls";
            /** @example host.example.org */
            address: string;
            /** @default 1025 */
            port: number;
            /** @description The CA’s certificate in PEM, or a chain: the CA that the key belongs to first, the host’s self-signed root last. With a delegated CA the root’s key never leaves its owner. */
            certificate: string;
            /** @description The CA’s private key in PEM. Never shown again. */
            privateKey: string;
        };
        AddSshHost: {
            /**
             * @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded.
             * @example hello
             */
            name: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            transport: "ssh";
            /** @example host.example.org */
            address: string;
            /** @default 22 */
            port: number;
            /**
             * @description Whom to log in as.
             * @example fulmar
             */
            user: string;
            /** @description The private key to log in with: OpenSSH’s format or PEM; Ed25519, RSA or ECDSA. Never shown again. Instead of it `keyId`. */
            privateKey?: string;
            /** @description The private key’s. It is not kept. */
            passphrase?: string;
            /**
             * Format: uuid
             * @description A key that was made here (`POST /ssh-keys`), which is used up by this.
             */
            keyId?: string;
            /**
             * @description What the host is known by. Where it is left out, the answer is the problem `host-key-unconfirmed`, whose member `hostKey` is what the host presents.
             * @example SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8
             */
            hostKey?: string;
            /**
             * @default {
             *       "type": "sockets",
             *       "path": "/run/albatross"
             *     }
             */
            target: {
                /** @constant */
                type: "sockets";
                /**
                 * @description The folder of albatross’s daemons, in which `util/vmmd.sock` is: /run/albatross on Linux, /var/run/albatross on FreeBSD.
                 * @default /run/albatross
                 * @example /run/albatross
                 */
                path: string;
            } | {
                /** @constant */
                type: "endpoint";
                /** @default 1025 */
                port: number;
                /** @description The CA’s certificate in PEM, or a chain: the CA that the key belongs to first, the host’s self-signed root last. With a delegated CA the root’s key never leaves its owner. */
                certificate: string;
                /** @description The CA’s private key in PEM. Never shown again. */
                privateKey: string;
            };
        };
        ChangeHost: {
            /**
             * @description The one that it has: to change it, remove the host and add it anew.
             * @enum {string}
             */
            transport?: "tls" | "ssh";
            /** @example host.example.org */
            address?: string;
            port?: number;
            /** @description Over TLS. */
            certificate?: string;
            /** @description Over TLS the CA’s, to be given with `certificate`; over SSH that to log in with. */
            privateKey?: string;
            /** @description Believe the TLS endpoint with this key from now on (`presentedFingerprint`). */
            fingerprint?: string;
            /**
             * @description Whom to log in as.
             * @example fulmar
             */
            user?: string;
            /** @description The private key’s. It is not kept. */
            passphrase?: string;
            /**
             * Format: uuid
             * @description A key that was made here (`POST /ssh-keys`), which is used up by this.
             */
            keyId?: string;
            /**
             * @description Believe the host with this SSH key from now on (`presentedHostKey`).
             * @example SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8
             */
            hostKey?: string;
            /** @description Over SSH. What is not given stays where the type does. */
            target?: {
                /** @constant */
                type: "sockets";
                /**
                 * @description The folder of albatross’s daemons, in which `util/vmmd.sock` is: /run/albatross on Linux, /var/run/albatross on FreeBSD.
                 * @example /run/albatross
                 */
                path?: string;
            } | {
                /** @constant */
                type: "endpoint";
                port?: number;
                /** @description The CA’s certificate in PEM, or a chain: the CA that the key belongs to first, the host’s self-signed root last. With a delegated CA the root’s key never leaves its owner. */
                certificate?: string;
                /** @description The CA’s private key in PEM. Never shown again. */
                privateKey?: string;
            };
        };
        MakeSshKey: {
            /**
             * @description What the host’s `authorized_keys` is to let the key to.
             * @default {
             *       "type": "sockets",
             *       "path": "/run/albatross"
             *     }
             */
            target: {
                /** @constant */
                type: "sockets";
                /**
                 * @description The folder of albatross’s daemons, in which `util/vmmd.sock` is: /run/albatross on Linux, /var/run/albatross on FreeBSD.
                 * @default /run/albatross
                 * @example /run/albatross
                 */
                path: string;
            } | {
                /** @constant */
                type: "endpoint";
                /** @default 1025 */
                port: number;
            };
        };
        SetPolicy: {
            unikernels: number;
            /** @description MiB, of all unikernels together. */
            memory: number;
            /** @description MiB, of all volumes together; null: no volumes. */
            storage: number | null;
            /** @description The CPUs that unikernels may run on. */
            cpuids: number[];
            /** @description The bridges that unikernels may be attached to. */
            bridges: string[];
            /**
             * @description Take over what is in the domain already, made by other hands.
             * @default false
             */
            adopt: boolean;
        };
        CreateUnikernel: {
            /**
             * @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded.
             * @example hello
             */
            name: string;
            /** @description CPUs to run on. By default the policy’s least used one. */
            cpuids?: number[];
            /** @default [] */
            arguments: string[];
            blockDevices?: {
                /**
                 * @description The device’s name inside the unikernel.
                 * @example storage
                 */
                name: string;
                /**
                 * @description The volume behind it. By default the one of the device’s name.
                 * @example hello
                 */
                volume?: string;
                /** @description Octets; by default the host’s choice. */
                sectorSize?: number;
            }[];
            networkDevices?: {
                /**
                 * @description The device’s name inside the unikernel.
                 * @example storage
                 */
                name: string;
                /** @description A bridge of the host. By default the only one that is allowed. */
                bridge?: string;
                /** @description By default derived from the names. */
                mac?: string;
            }[];
            /** @description What the host does when the unikernel exits: `"quit"`, or `{"restart": null}` on any code but 1 and 60 to 64, or on the listed codes. */
            failBehaviour?: "quit" | {
                restart: number[] | null;
            };
            /** @description Order at the host’s boot; by default 50. */
            startup?: number;
            /**
             * @description Whether the host passes `--name=NAME`.
             * @default true
             */
            addName: boolean;
            /**
             * @description MiB
             * @default 32
             */
            memory: number;
            /**
             * @description Whether one of the same name is replaced.
             * @default false
             */
            force: boolean;
        };
        UpdateUnikernel: {
            /** @description CPUs to run on. By default the policy’s least used one. */
            cpuids?: number[];
            arguments?: string[];
            blockDevices?: {
                /**
                 * @description The device’s name inside the unikernel.
                 * @example storage
                 */
                name: string;
                /**
                 * @description The volume behind it. By default the one of the device’s name.
                 * @example hello
                 */
                volume?: string;
                /** @description Octets; by default the host’s choice. */
                sectorSize?: number;
            }[];
            networkDevices?: {
                /**
                 * @description The device’s name inside the unikernel.
                 * @example storage
                 */
                name: string;
                /** @description A bridge of the host. By default the only one that is allowed. */
                bridge?: string;
                /** @description By default derived from the names. */
                mac?: string;
            }[];
            /** @description What the host does when the unikernel exits: `"quit"`, or `{"restart": null}` on any code but 1 and 60 to 64, or on the listed codes. */
            failBehaviour?: "quit" | {
                restart: number[] | null;
            };
            /** @description Order at the host’s boot; by default 50. */
            startup?: number;
            /** @description Whether the host passes `--name=NAME`. */
            addName?: boolean;
            /** @description MiB */
            memory?: number;
        };
        RestartUnikernel: {
            /** @description CPUs to run on. By default the policy’s least used one. */
            cpuids?: number[];
            arguments?: string[];
            blockDevices?: {
                /**
                 * @description The device’s name inside the unikernel.
                 * @example storage
                 */
                name: string;
                /**
                 * @description The volume behind it. By default the one of the device’s name.
                 * @example hello
                 */
                volume?: string;
                /** @description Octets; by default the host’s choice. */
                sectorSize?: number;
            }[];
            networkDevices?: {
                /**
                 * @description The device’s name inside the unikernel.
                 * @example storage
                 */
                name: string;
                /** @description A bridge of the host. By default the only one that is allowed. */
                bridge?: string;
                /** @description By default derived from the names. */
                mac?: string;
            }[];
            /** @description What the host does when the unikernel exits: `"quit"`, or `{"restart": null}` on any code but 1 and 60 to 64, or on the listed codes. */
            failBehaviour?: "quit" | {
                restart: number[] | null;
            };
            /** @description Order at the host’s boot; by default 50. */
            startup?: number;
            /** @description Whether the host passes `--name=NAME`. */
            addName?: boolean;
            memory?: unknown;
        };
        CreateVolume: {
            /**
             * @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded.
             * @example hello
             */
            name: string;
            /** @description MiB */
            size: number;
        };
        Setup: {
            /** @description Whether anybody may sign up. */
            open: boolean;
            /** @description There is no account yet: the first one becomes the administrator’s. */
            unclaimed: boolean;
            /** @description Signing up takes the code that the start prints, from where it is asked. */
            codeNeeded: boolean;
        };
        SignedUp: {
            id: string;
            name: string;
            email: string;
            active: boolean;
            admin: boolean;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            createdAt: string;
            /** @description null: waits for approval. */
            approvedAt: string | null;
            /** @description The account’s first token. Its secret is shown this once. */
            token: {
                id: string;
                name: string;
                prefix: string;
                scopes: string[];
                expiresAt: string | null;
                secret: string;
            };
        };
        /** @description RFC 9457 */
        Problem: {
            type: string;
            title: string;
            status: number;
            detail: string;
            /** @description Stable; programs may rely on it. */
            code: string;
            requestId: string;
            errors?: {
                path: string;
                message: string;
            }[];
        };
        Account: {
            id: string;
            name: string;
            email: string;
            active: boolean;
            admin: boolean;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            createdAt: string;
            /** @description null: waits for approval. */
            approvedAt: string | null;
        };
        Session: {
            id: string;
            /** @description Whether it is the one that asks. */
            current: boolean;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            expiresAt: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            lastSeenAt: string;
            address: string;
            userAgent: string | null;
        };
        ChangedUser: {
            id: string;
            name: string;
            email: string;
            active: boolean;
            admin: boolean;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            createdAt: string;
            /** @description null: waits for approval. */
            approvedAt: string | null;
            /** @description What the account has running, where it was deactivated. */
            leftovers?: components["schemas"]["Leftovers"];
        };
        Leftovers: {
            /** @description Those that were not destroyed run on. */
            unikernels: {
                host: string;
                name: string;
                destroyed: boolean;
            }[];
            errors: {
                host: string;
                code: string;
                detail: string;
            }[];
        };
        PasswordReset: {
            /** @description For the person; it is shown this once. */
            link: string;
            /** @description The secret part of the link by itself. */
            token: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            expiresAt: string;
        };
        Token: {
            id: string;
            name: string;
            description: string | null;
            /** @description The first characters of the secret. */
            prefix: string;
            scopes: string[];
            /** @description null: all. */
            hosts: string[] | null;
            /** @description Patterns; null: all. */
            names: string[] | null;
            /** @description Networks; null: all. */
            addresses: string[] | null;
            /** @description null: never. */
            expiresAt: string | null;
            /** @description Whether it ends within 14 days. */
            expiresSoon: boolean;
            /** @description Requests an hour. */
            hourlyLimit: number;
            /** @description It is refused until its expiry is moved on. */
            expired: boolean;
            /** @description It was given for an identity token: it can be revoked, but not changed. */
            exchanged: boolean;
            /** @description The last of `replaced`; null: there is none. */
            previous: {
                prefix: string;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                until: string;
            } | null;
            /** @description Secrets that were replaced and still work, the last one first. */
            replaced: {
                prefix: string;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                until: string;
            }[];
            uses: number;
            lastUsedAt: string | null;
            lastUsedAddress: string | null;
            lastUsedAgent: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            createdAt: string;
        };
        CurrentToken: {
            id: string;
            name: string;
            prefix: string;
            /** @description The name of the account that it stands for. */
            account: string;
            scopes: string[];
            /** @description null: all. */
            hosts: string[] | null;
            /** @description Patterns; null: all. */
            names: string[] | null;
            /** @description Networks; null: all. */
            addresses: string[] | null;
            /** @description null: never. */
            expiresAt: string | null;
            /** @description Whether it ends within 14 days. */
            expiresSoon: boolean;
            /** @description Requests an hour. */
            hourlyLimit: number;
            /** @description What is left of the limit, and until when; null: nothing is counted. */
            quota: {
                remaining: number;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                resetAt: string;
            } | null;
        };
        TokenPreset: {
            id: string;
            name: string;
            description: string;
            readonly scopes: string[];
        };
        MadeToken: {
            id: string;
            name: string;
            description: string | null;
            /** @description The first characters of the secret. */
            prefix: string;
            scopes: string[];
            /** @description null: all. */
            hosts: string[] | null;
            /** @description Patterns; null: all. */
            names: string[] | null;
            /** @description Networks; null: all. */
            addresses: string[] | null;
            /** @description null: never. */
            expiresAt: string | null;
            /** @description Whether it ends within 14 days. */
            expiresSoon: boolean;
            /** @description Requests an hour. */
            hourlyLimit: number;
            /** @description It is refused until its expiry is moved on. */
            expired: boolean;
            /** @description It was given for an identity token: it can be revoked, but not changed. */
            exchanged: boolean;
            /** @description The last of `replaced`; null: there is none. */
            previous: {
                prefix: string;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                until: string;
            } | null;
            /** @description Secrets that were replaced and still work, the last one first. */
            replaced: {
                prefix: string;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                until: string;
            }[];
            uses: number;
            lastUsedAt: string | null;
            lastUsedAddress: string | null;
            lastUsedAgent: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            createdAt: string;
            /** @description Shown this once. */
            secret: string;
        };
        TokenCommand: {
            id: string;
            title: string;
            language: string;
            text: string;
        };
        Trust: {
            id: string;
            name: string;
            issuer: string;
            /** @description Whether an administrator allows the issuer. */
            issuerAllowed: boolean;
            audience: string;
            rules: {
                claims: {
                    [key: string]: string;
                };
                scopes: string[];
                /** @description null: all. */
                hosts: string[] | null;
                /** @description Patterns; null: all. */
                names: string[] | null;
                /** @description Networks; null: all. */
                addresses: string[] | null;
                /** @description Requests an hour. */
                hourlyLimit: number;
            }[];
            /** @description null: never. */
            expiresAt: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            createdAt: string;
        };
        ExchangedToken: {
            id: string;
            name: string;
            description: string | null;
            /** @description The first characters of the secret. */
            prefix: string;
            scopes: string[];
            /** @description null: all. */
            hosts: string[] | null;
            /** @description Patterns; null: all. */
            names: string[] | null;
            /** @description Networks; null: all. */
            addresses: string[] | null;
            /** @description null: never. */
            expiresAt: string | null;
            /** @description Whether it ends within 14 days. */
            expiresSoon: boolean;
            /** @description Requests an hour. */
            hourlyLimit: number;
            /** @description It is refused until its expiry is moved on. */
            expired: boolean;
            /** @description It was given for an identity token: it can be revoked, but not changed. */
            exchanged: boolean;
            /** @description The last of `replaced`; null: there is none. */
            previous: {
                prefix: string;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                until: string;
            } | null;
            /** @description Secrets that were replaced and still work, the last one first. */
            replaced: {
                prefix: string;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                until: string;
            }[];
            uses: number;
            lastUsedAt: string | null;
            lastUsedAddress: string | null;
            lastUsedAgent: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            createdAt: string;
            /** @description Shown this once. */
            secret: string;
            /** @description The account that it stands for. */
            account: string;
        };
        Issuer: {
            id: string;
            issuer: string;
            privateAddresses: boolean;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            createdAt: string;
        };
        AuditEvent: {
            id: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            at: string;
            /** @description null: nobody that is known. */
            account: string | null;
            credential: ("token" | "session") | null;
            /** @description Its name is null where no account has it. */
            token: {
                name: string | null;
                prefix: string;
            } | null;
            /** @description null: from many. */
            address: string | null;
            /** @description The operation, whichever API was used. */
            action: string;
            /** @description What it was done to: its address below /api/v1. */
            object: string;
            /** @description Where an administrator acted in another account’s domain. */
            domain: string | null;
            /** @description `succeeded`, or the code of the problem. */
            outcome: string;
            /** @description null: the client had left. */
            status: number | null;
            requestId: string;
            /** @description Refusals of unknown clients that are alike count as one event for an hour; object and requestId are those of the first. */
            count: number;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            lastAt: string;
        };
        ExternalCredential: {
            /** @enum {string} */
            service: "github" | "docker-hub";
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            savedAt: string;
            /** @description What the service said at the last check; null: not checked yet. */
            finding: {
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                at: string;
                /** @description Whether the service takes it. */
                accepted: boolean;
                /** @description Whose it is, as the service says. */
                identity: string | null;
                /** @description Requests, or pulls, in a window; null: none. */
                limit: number | null;
                remaining: number | null;
                /** @description Seconds. */
                window: number | null;
                resetsAt: string | null;
                detail: string | null;
            } | null;
        };
        Host: {
            name: string;
            /** @enum {string} */
            state: "online" | "degraded";
            /** @description Why it is degraded. */
            reason: ("network" | "certificate" | "host-key" | "credentials" | "forwarding" | "incompatible") | null;
            /**
             * Format: date-time
             * @description Since when it is in this state.
             */
            since: string;
            /** @description One’s own; null: none (administrators see all hosts). */
            policy: components["schemas"]["Policy"] | null;
            /** @description What is used of it; null: no policy, or the host does not say. */
            used: components["schemas"]["Usage"] | null;
            id?: string;
            /** @enum {string} */
            transport?: "tls" | "ssh";
            address?: string;
            port?: number;
            /** @description PEM; left out where no TLS endpoint is used. */
            certificate?: string;
            /** @description SHA-256 of the TLS endpoint’s key that is believed, hex; left out with it. */
            fingerprint?: string;
            /** @description Of the key that was last presented and is not believed; else null. */
            presentedFingerprint?: string | null;
            /** @description This and what follows: over SSH. */
            user?: string;
            /** @description Of the key that logs in. */
            publicKey?: string;
            /** @description For the user’s `authorized_keys` on the host: lets the key to the target and to nothing else. */
            authorizedKeysLine?: string;
            /** @description What the host is known by, as OpenSSH prints it. */
            hostKey?: string;
            /** @example ssh-ed25519 */
            hostKeyType?: string;
            /** @description That was last presented and is not believed; else null. */
            presentedHostKey?: string | null;
            target?: {
                /** @constant */
                type: "sockets";
                path: string;
            } | {
                /** @constant */
                type: "endpoint";
                port: number;
            };
            /** @description The last ones, newest last. */
            errors?: {
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                at: string;
                /** @enum {string} */
                reason: "network" | "certificate" | "host-key" | "credentials" | "forwarding" | "incompatible";
                message: string;
            }[];
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            createdAt?: string;
        };
        Policy: {
            /** @description null: no limit (a host’s own). */
            unikernels: number | null;
            /** @description MiB */
            memory: number;
            /** @description MiB; null: no volumes. */
            storage: number | null;
            cpuids: number[];
            bridges: string[];
        };
        Usage: {
            unikernels: number;
            /** @description MiB */
            memory: number;
            /** @description MiB */
            storage: number;
        };
        SshKey: {
            /** @description The `keyId` that a host is added or changed with. */
            id: string;
            publicKey: string;
            /** @description For the user’s `authorized_keys` on the host: lets the key to the target and to nothing else. */
            authorizedKeysLine: string;
            /**
             * Format: date-time
             * @description Until when a host has to have been given it.
             */
            expiresAt: string;
        };
        HostPolicies: {
            data: {
                /** @description null: no limit (a host’s own). */
                unikernels: number | null;
                /** @description MiB */
                memory: number;
                /** @description MiB; null: no volumes. */
                storage: number | null;
                cpuids: number[];
                bridges: string[];
                account: string;
                host: string;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                updatedAt: string;
                /** @description null: the host does not say. */
                used: components["schemas"]["Usage"] | null;
            }[];
            /** @description What the host has; null: it does not say. */
            root: components["schemas"]["Policy"] | null;
            /** @description MiB that are not given yet; negative where more is given than there is. */
            left: {
                memory: number;
                storage: number;
            } | null;
            errors: {
                host: string;
                code: string;
                detail: string;
            }[];
        };
        GivenPolicy: {
            /** @description null: no limit (a host’s own). */
            unikernels: number | null;
            /** @description MiB */
            memory: number;
            /** @description MiB; null: no volumes. */
            storage: number | null;
            cpuids: number[];
            bridges: string[];
            account: string;
            host: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            updatedAt: string;
        };
        Unikernel: {
            host: string;
            name: string;
            /** @description SHA-256 of the image, hex. */
            digest: string;
            /** @description null: the host does not tell it. */
            startedAt: string | null;
            cpuids: number[];
            /** @description MiB */
            memory: number;
            arguments: string[];
            blockDevices: {
                name: string;
                volume: string;
                /** @description Octets */
                sectorSize: number;
                /** @description MiB; null where the host does not tell it in a list. */
                size: number | null;
            }[];
            networkDevices: {
                name: string;
                bridge: string;
                mac: string;
            }[];
            failBehaviour: "quit" | {
                restart: number[] | null;
            };
            startup: number;
        };
        Deployment: {
            /** Format: uuid */
            id: string;
            host: string;
            unikernel: string;
            /** @enum {string} */
            action: "create" | "update" | "restart" | "destroy";
            /**
             * @description `unknown`: it was sent, and nothing came back that tells what became of it. That is found out from the host; with `finishedAt` it cannot be any more.
             * @enum {string}
             */
            state: "running" | "succeeded" | "failed" | "unknown";
            digest: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            startedAt: string;
            finishedAt: string | null;
            by: {
                account: string;
                /** @description null: a signed-in person. */
                token: {
                    name: string;
                    prefix: string;
                } | null;
            };
            error?: string;
        };
        UnikernelDetails: {
            host: string;
            name: string;
            /** @description SHA-256 of the image, hex. */
            digest: string;
            /** @description null: the host does not tell it. */
            startedAt: string | null;
            cpuids: number[];
            /** @description MiB */
            memory: number;
            arguments: string[];
            blockDevices: {
                name: string;
                volume: string;
                /** @description Octets */
                sectorSize: number;
                /** @description MiB; null where the host does not tell it in a list. */
                size: number | null;
            }[];
            networkDevices: {
                name: string;
                bridge: string;
                mac: string;
            }[];
            failBehaviour: "quit" | {
                restart: number[] | null;
            };
            startup: number;
            /** @description null: it was not started from here, and the host does not tell it. */
            addName: boolean | null;
            /** @description false: it was started, and has ended since; its console may say why. null: the host could not be asked. */
            running: boolean | null;
            lastDeployment: components["schemas"]["Deployment"] | null;
        };
        Volume: {
            host: string;
            name: string;
            /** @description MiB */
            size: number;
            /** @description Whether a running unikernel holds it. */
            inUse: boolean;
        };
        VolumeUpload: {
            /** @description Octets received. */
            size: number;
            /** @description Octets of content, inflated. */
            contentSize: number;
            /** @description SHA-256 of the content, hex. */
            sha256: string;
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
    getSetup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Setup"];
                };
            };
        };
    };
    signUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignUp"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedUp"];
                };
            };
            /** @description `sign-up-closed`: Signing up is not possible. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `name-taken`: The name is taken. `limit-reached`: There are as many as are allowed. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeAccount"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `password-wrong`: The current password is wrong. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `name-taken`: The name is taken. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResetPassword"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `reset-refused`: The link for a new password is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description `sign-in-refused`: E-mail address or password are wrong. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `account-inactive`: The account is not active. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Session"][];
                    };
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    closeOtherSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    closeSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is nothing here. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listUsers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Account"][];
                    };
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteUser: {
        parameters: {
            query?: {
                /** @description Destroy the unikernels of the account. Its volumes stay. */
                destroy?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Leftovers"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `account-unknown`: There is no such account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `last-administrator`: The last active administrator has to stay. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeUser: {
        parameters: {
            query?: {
                /** @description Destroy the unikernels of the account. Its volumes stay. */
                destroy?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeUser"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedUser"];
                };
            };
            /** @description `invalid-query`: The query is not as it has to be. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session-only`: This needs a signed-in person. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `account-unknown`: There is no such account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `last-administrator`: The last active administrator has to stay. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    offerPasswordReset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasswordReset"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session-only`: This needs a signed-in person. `admin-only`: Only an administrator may do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `account-unknown`: There is no such account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listUserTokens: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Token"][];
                    };
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `account-unknown`: There is no such account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeUserToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `scope-missing`: The credential does not allow this. `admin-only`: Only an administrator may do this. `host-not-allowed`: The credential is not for this host. `name-not-allowed`: The credential is not for this name. `address-not-allowed`: The credential is not for this address. `expiry-not-allowed`: The credential itself does not live that long. `limit-not-allowed`: The credential itself has no such limit. `secret-replaced`: The token has a new secret. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `token-unknown`: There is no such token. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCurrentToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CurrentToken"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `token-unknown`: There is no such token. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTokenPresets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["TokenPreset"][];
                    };
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Token"][];
                    };
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateToken"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeToken"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `scope-missing`: The credential does not allow this. `admin-only`: Only an administrator may do this. `host-not-allowed`: The credential is not for this host. `name-not-allowed`: The credential is not for this name. `address-not-allowed`: The credential is not for this address. `expiry-not-allowed`: The credential itself does not live that long. `limit-not-allowed`: The credential itself has no such limit. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `limit-reached`: There are as many as are allowed. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `token-unknown`: There is no such token. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `scope-missing`: The credential does not allow this. `admin-only`: Only an administrator may do this. `host-not-allowed`: The credential is not for this host. `name-not-allowed`: The credential is not for this name. `address-not-allowed`: The credential is not for this address. `expiry-not-allowed`: The credential itself does not live that long. `limit-not-allowed`: The credential itself has no such limit. `secret-replaced`: The token has a new secret. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `token-unknown`: There is no such token. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `token-exchanged`: The token was exchanged and cannot be changed. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeToken"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `scope-missing`: The credential does not allow this. `admin-only`: Only an administrator may do this. `host-not-allowed`: The credential is not for this host. `name-not-allowed`: The credential is not for this name. `address-not-allowed`: The credential is not for this address. `expiry-not-allowed`: The credential itself does not live that long. `limit-not-allowed`: The credential itself has no such limit. `secret-replaced`: The token has a new secret. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `token-unknown`: There is no such token. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `token-exchanged`: The token was exchanged and cannot be changed. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTokenUses: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** Format: date */
                            day: string;
                            uses: number;
                        }[];
                    };
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `token-unknown`: There is no such token. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTokenCommands: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["TokenCommand"][];
                    };
                };
            };
            /** @description `malformed-request`: The request cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `token-unknown`: There is no such token. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotateToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RotateToken"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeToken"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `scope-missing`: The credential does not allow this. `admin-only`: Only an administrator may do this. `host-not-allowed`: The credential is not for this host. `name-not-allowed`: The credential is not for this name. `address-not-allowed`: The credential is not for this address. `expiry-not-allowed`: The credential itself does not live that long. `limit-not-allowed`: The credential itself has no such limit. `secret-replaced`: The token has a new secret. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `token-unknown`: There is no such token. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `token-exchanged`: The token was exchanged and cannot be changed. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endTokenGrace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `scope-missing`: The credential does not allow this. `admin-only`: Only an administrator may do this. `host-not-allowed`: The credential is not for this host. `name-not-allowed`: The credential is not for this name. `address-not-allowed`: The credential is not for this address. `expiry-not-allowed`: The credential itself does not live that long. `limit-not-allowed`: The credential itself has no such limit. `secret-replaced`: The token has a new secret. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `token-unknown`: There is no such token. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `token-exchanged`: The token was exchanged and cannot be changed. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTrusts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Trust"][];
                    };
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createTrust: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateTrust"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Trust"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `scope-missing`: The credential does not allow this. `admin-only`: Only an administrator may do this. `host-not-allowed`: The credential is not for this host. `name-not-allowed`: The credential is not for this name. `address-not-allowed`: The credential is not for this address. `expiry-not-allowed`: The credential itself does not live that long. `limit-not-allowed`: The credential itself has no such limit. `issuer-not-allowed`: No administrator allows this issuer. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `limit-reached`: There are as many as are allowed. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTrust: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Trust"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `trust-unknown`: There is no such trust. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeTrust: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `scope-missing`: The credential does not allow this. `admin-only`: Only an administrator may do this. `host-not-allowed`: The credential is not for this host. `name-not-allowed`: The credential is not for this name. `address-not-allowed`: The credential is not for this address. `expiry-not-allowed`: The credential itself does not live that long. `limit-not-allowed`: The credential itself has no such limit. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `trust-unknown`: There is no such trust. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeTrust: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeTrust"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Trust"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `scope-missing`: The credential does not allow this. `admin-only`: Only an administrator may do this. `host-not-allowed`: The credential is not for this host. `name-not-allowed`: The credential is not for this name. `address-not-allowed`: The credential is not for this address. `expiry-not-allowed`: The credential itself does not live that long. `limit-not-allowed`: The credential itself has no such limit. `issuer-not-allowed`: No administrator allows this issuer. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `trust-unknown`: There is no such trust. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exchangeToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExchangeToken"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExchangedToken"];
                };
            };
            /** @description `identity-token-invalid`: The identity token is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-not-allowed`: No administrator allows this issuer. `exchange-refused`: The account has no trust that fits. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `limit-reached`: There are as many as are allowed. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unreachable`: The issuer does not show its keys. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listIssuers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Issuer"][];
                    };
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    allowIssuer: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AllowIssuer"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Issuer"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `session-only`: This needs a signed-in person. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `name-taken`: The name is taken. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unreachable`: The issuer does not show its keys. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeIssuer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `issuer-unknown`: There is no such issuer. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readAudit: {
        parameters: {
            query?: {
                /** @description By whom (an administrator asks of any). */
                account?: string;
                /** @description The operation, as `restartUnikernel`. */
                action?: string;
                /** @description What it was done to, all below it included. */
                object?: string;
                /** @description `succeeded`, `failed` (all others), or the code of a problem. */
                outcome?: string;
                since?: string;
                /** @description RFC 3339; not included. */
                until?: string;
                cursor?: string;
                limit?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AuditEvent"][];
                        /** @description The `cursor` of the next page; null: none. */
                        next: string | null;
                    };
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `admin-only`: Only an administrator may do this. `scope-missing`: The credential does not allow this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listExternalCredentials: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ExternalCredential"][];
                    };
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveExternalCredential: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                service: "github" | "docker-hub";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SaveExternalCredential"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExternalCredential"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeExternalCredential: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                service: "github" | "docker-hub";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `external-credential-unknown`: There is no such external credential. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkExternalCredential: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                service: "github" | "docker-hub";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExternalCredential"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `external-credential-unknown`: There is no such external credential. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unreachable`: The service does not answer as it should. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listExternalCredentialsOfServer: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ExternalCredential"][];
                    };
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveExternalCredentialOfServer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                service: "github" | "docker-hub";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SaveExternalCredential"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExternalCredential"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeExternalCredentialOfServer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                service: "github" | "docker-hub";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `external-credential-unknown`: There is no such external credential. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkExternalCredentialOfServer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                service: "github" | "docker-hub";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExternalCredential"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `external-credential-unknown`: There is no such external credential. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service-unreachable`: The service does not answer as it should. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listHosts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Host"][];
                        errors: {
                            host: string;
                            code: string;
                            detail: string;
                        }[];
                    };
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addHost: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddHost"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Host"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `name-taken`: The name is taken. `host-key-unconfirmed`: The key of the host has to be confirmed. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `credentials-refused`: The certificate and key cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unreachable`: The host cannot be reached. `host-refused-connection`: The host refused the connection. `host-untrusted`: The host is not the one it should be. `host-nonsense`: The host answered something unintelligible. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-busy`: The host is busy. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-timeout`: The host did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getHost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                host: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Host"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-policy`: The account has no policy on this host. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unknown`: There is no such host. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteHost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                host: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unknown`: There is no such host. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-busy`: The host is busy. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeHost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                host: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeHost"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Host"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unknown`: There is no such host. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `credentials-refused`: The certificate and key cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unreachable`: The host cannot be reached. `host-refused-connection`: The host refused the connection. `host-untrusted`: The host is not the one it should be. `host-nonsense`: The host answered something unintelligible. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-busy`: The host is busy. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-timeout`: The host did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkHost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                host: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Host"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unknown`: There is no such host. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    makeSshKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MakeSshKey"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SshKey"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPolicies: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                host: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostPolicies"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unknown`: There is no such host. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                host: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetPolicy"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GivenPolicy"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `account-inactive`: The account is not active. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `account-unknown`: There is no such account. `host-unknown`: There is no such host. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `domain-in-use`: The domain is in use on this host. `policy-too-small`: The policy is smaller than what is in use. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `policy-refused`: The policy does not allow this. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused-connection`: The host refused the connection. `host-untrusted`: The host is not the one it should be. `host-nonsense`: The host answered something unintelligible. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-down`: The host is known to be down. `host-busy`: The host is busy. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deletePolicy: {
        parameters: {
            query?: {
                /** @description Remove all unikernels and volumes of the account on the host first. */
                destroy?: string;
            };
            header?: never;
            path: {
                id: string;
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                host: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `account-unknown`: There is no such account. `host-unknown`: There is no such host. `policy-unknown`: There is no such policy. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `domain-in-use`: The domain is in use on this host. `unikernel-busy`: The unikernel is being changed. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-refused-connection`: The host refused the connection. `host-untrusted`: The host is not the one it should be. `host-nonsense`: The host answered something unintelligible. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-down`: The host is known to be down. `host-busy`: The host is busy. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAllUnikernels: {
        parameters: {
            query?: {
                /** @description Act in this account’s domain (admin). */
                account?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Unikernel"][];
                        errors: {
                            host: string;
                            code: string;
                            detail: string;
                        }[];
                    };
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAllDeployments: {
        parameters: {
            query?: {
                /** @description Act in this account’s domain (admin). */
                account?: string;
                limit?: number;
                /** @description Only those older than this deployment. */
                before?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Deployment"][];
                    };
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-not-allowed`: The credential is not for this host. `name-not-allowed`: The credential is not for this name. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listUnikernels: {
        parameters: {
            query?: {
                /** @description Act in this account’s domain (admin). */
                account?: string;
            };
            header?: never;
            path: {
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                host: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Unikernel"][];
                    };
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-policy`: The account has no policy on this host. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unknown`: There is no such host. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unreachable`: The host cannot be reached. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-busy`: The host is busy. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-timeout`: The host did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createUnikernel: {
        parameters: {
            query?: {
                /** @description Act in this account’s domain (admin). */
                account?: string;
            };
            header?: never;
            path: {
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                host: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    config: components["schemas"]["CreateUnikernel"];
                    /**
                     * Format: binary
                     * @description The image: ELF, for solo5.
                     */
                    image: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnikernelDetails"];
                };
            };
            /** @description `upload-incomplete`: The body ended too early. `invalid-body`: The body is not as it has to be. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-policy`: The account has no policy on this host. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unknown`: There is no such host. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unikernel-busy`: The unikernel is being changed. `volume-busy`: The volume is being changed. `volume-in-use`: The volume is in use. `unikernel-exists`: A unikernel of that name runs. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `policy-refused`: The policy does not allow this. `manifest-mismatch`: The devices are not those the image asks for. `devices-refused`: The unikernel cannot be given these devices. `host-refused`: The host refused the command. `image-refused`: The image cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unreachable`: The host cannot be reached. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-busy`: The host is busy. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-timeout`: The host did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-room`: There is no room. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listConsoles: {
        parameters: {
            query?: {
                /** @description Act in this account’s domain (admin). */
                account?: string;
            };
            header?: never;
            path: {
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                host: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            host: string;
                            name: string;
                        }[];
                    };
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-policy`: The account has no policy on this host. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unknown`: There is no such host. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unreachable`: The host cannot be reached. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-busy`: The host is busy. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-timeout`: The host did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getUnikernel: {
        parameters: {
            query?: {
                /** @description Act in this account’s domain (admin). */
                account?: string;
            };
            header?: never;
            path: {
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                host: string;
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnikernelDetails"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-policy`: The account has no policy on this host. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unknown`: There is no such host. `unikernel-unknown`: There is no such unikernel. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unreachable`: The host cannot be reached. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-busy`: The host is busy. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-timeout`: The host did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    destroyUnikernel: {
        parameters: {
            query?: {
                /** @description Act in this account’s domain (admin). */
                account?: string;
            };
            header?: never;
            path: {
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                host: string;
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-policy`: The account has no policy on this host. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unknown`: There is no such host. `unikernel-unknown`: There is no such unikernel. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unikernel-busy`: The unikernel is being changed. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unreachable`: The host cannot be reached. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-busy`: The host is busy. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-timeout`: The host did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateUnikernel: {
        parameters: {
            query?: {
                /** @description Act in this account’s domain (admin). */
                account?: string;
            };
            header?: never;
            path: {
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                host: string;
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    config?: components["schemas"]["UpdateUnikernel"];
                    /**
                     * Format: binary
                     * @description The image: ELF, for solo5.
                     */
                    image: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnikernelDetails"];
                };
            };
            /** @description `upload-incomplete`: The body ended too early. `invalid-body`: The body is not as it has to be. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-policy`: The account has no policy on this host. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unknown`: There is no such host. `unikernel-unknown`: There is no such unikernel. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unikernel-busy`: The unikernel is being changed. `volume-busy`: The volume is being changed. `volume-in-use`: The volume is in use. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `policy-refused`: The policy does not allow this. `manifest-mismatch`: The devices are not those the image asks for. `devices-refused`: The unikernel cannot be given these devices. `host-refused`: The host refused the command. `image-refused`: The image cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unreachable`: The host cannot be reached. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-busy`: The host is busy. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-timeout`: The host did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-room`: There is no room. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restartUnikernel: {
        parameters: {
            query?: {
                /** @description Act in this account’s domain (admin). */
                account?: string;
            };
            header?: never;
            path: {
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                host: string;
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RestartUnikernel"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnikernelDetails"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-policy`: The account has no policy on this host. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unknown`: There is no such host. `unikernel-unknown`: There is no such unikernel. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unikernel-busy`: The unikernel is being changed. `volume-busy`: The volume is being changed. `volume-in-use`: The volume is in use. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `policy-refused`: The policy does not allow this. `manifest-mismatch`: The devices are not those the image asks for. `devices-refused`: The unikernel cannot be given these devices. `host-refused`: The host refused the command. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unreachable`: The host cannot be reached. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-busy`: The host is busy. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-timeout`: The host did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getUnikernelImage: {
        parameters: {
            query?: {
                /** @description Act in this account’s domain (admin). */
                account?: string;
            };
            header?: never;
            path: {
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                host: string;
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-policy`: The account has no policy on this host. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unknown`: There is no such host. `unikernel-unknown`: There is no such unikernel. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unreachable`: The host cannot be reached. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-busy`: The host is busy. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-timeout`: The host did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDeployments: {
        parameters: {
            query?: {
                /** @description Act in this account’s domain (admin). */
                account?: string;
                limit?: number;
            };
            header?: never;
            path: {
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                host: string;
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Deployment"][];
                    };
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    watchConsole: {
        parameters: {
            query?: {
                /** @description Act in this account’s domain (admin). */
                account?: string;
                /** @description So many of the last lines first; by default all that the host has. */
                count?: number;
                /** @description The lines since this time first. */
                since?: string;
            };
            header?: never;
            path: {
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                host: string;
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-policy`: The account has no policy on this host. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unknown`: There is no such host. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unreachable`: The host cannot be reached. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-busy`: The host is busy. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-timeout`: The host did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    watchStats: {
        parameters: {
            query?: {
                /** @description Act in this account’s domain (admin). */
                account?: string;
            };
            header?: never;
            path: {
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                host: string;
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-policy`: The account has no policy on this host. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unknown`: There is no such host. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unreachable`: The host cannot be reached. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-busy`: The host is busy. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-timeout`: The host did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAllVolumes: {
        parameters: {
            query?: {
                /** @description Act in this account’s domain (admin). */
                account?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Volume"][];
                        errors: {
                            host: string;
                            code: string;
                            detail: string;
                        }[];
                    };
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listVolumes: {
        parameters: {
            query?: {
                /** @description Act in this account’s domain (admin). */
                account?: string;
            };
            header?: never;
            path: {
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                host: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Volume"][];
                    };
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-policy`: The account has no policy on this host. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unknown`: There is no such host. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unreachable`: The host cannot be reached. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-timeout`: The host did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createVolume: {
        parameters: {
            query?: {
                /** @description Act in this account’s domain (admin). */
                account?: string;
            };
            header?: never;
            path: {
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                host: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateVolume"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Volume"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-policy`: The account has no policy on this host. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unknown`: There is no such host. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `volume-exists`: A volume of that name exists. `volume-busy`: The volume is being changed. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `policy-refused`: The policy does not allow this. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unreachable`: The host cannot be reached. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-timeout`: The host did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getVolume: {
        parameters: {
            query?: {
                /** @description Act in this account’s domain (admin). */
                account?: string;
            };
            header?: never;
            path: {
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                host: string;
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Volume"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-policy`: The account has no policy on this host. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unknown`: There is no such host. `volume-unknown`: There is no such volume. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unreachable`: The host cannot be reached. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-timeout`: The host did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteVolume: {
        parameters: {
            query?: {
                /** @description Act in this account’s domain (admin). */
                account?: string;
            };
            header?: never;
            path: {
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                host: string;
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-policy`: The account has no policy on this host. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unknown`: There is no such host. `volume-unknown`: There is no such volume. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `volume-in-use`: The volume is in use. `volume-busy`: The volume is being changed. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unreachable`: The host cannot be reached. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-timeout`: The host did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    downloadVolume: {
        parameters: {
            query?: {
                /** @description Act in this account’s domain (admin). */
                account?: string;
                /** @description 0: as it is; 1 to 9: a zlib stream (RFC 1950) of that level. */
                compression?: number;
            };
            header?: never;
            path: {
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                host: string;
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-policy`: The account has no policy on this host. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unknown`: There is no such host. `volume-unknown`: There is no such volume. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `volume-in-use`: The volume is in use. `volume-busy`: The volume is being changed. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unreachable`: The host cannot be reached. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-timeout`: The host did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    uploadVolume: {
        parameters: {
            query?: {
                /** @description Act in this account’s domain (admin). */
                account?: string;
                /** @description Stream straight through to the host instead of spooling first. What breaks off leaves the volume with a part of the new content. */
                direct?: string;
            };
            header?: never;
            path: {
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                host: string;
                /** @description A label: 1 to 63 of a-z, 0-9, - and ., not beginning with -, not dots alone; upper case is folded. */
                name: string;
            };
            cookie?: never;
        };
        /** @description The content, at most as large as the volume. */
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VolumeUpload"];
                };
            };
            /** @description `invalid-digest`: The content is not what its digest says. `invalid-encoding`: The content is not encoded as announced. `upload-incomplete`: The body ended too early. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `credential-missing`: A credential is needed. `credential-invalid`: The credential is not valid. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-policy`: The account has no policy on this host. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unknown`: There is no such host. `volume-unknown`: There is no such volume. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `volume-in-use`: The volume is in use. `volume-busy`: The volume is being changed. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-large`: The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: The body is of another type than expected. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-unreachable`: The host cannot be reached. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `host-timeout`: The host did not answer in time. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-room`: There is no room. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
