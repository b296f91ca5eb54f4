"""Single sign-on by OpenID Connect: people sign in with the account of their organization."""
