/** Notes what the content security policy of the page keeps from a server, while something is asked of it. */
export class BlockedByPage {
  private directive: string | null = null;

  constructor(private readonly server: string) {
    document.addEventListener("securitypolicyviolation", this.note);
  }

  /** The directive that forbids to ask the server; the browser may tell of it only after the request failed. */
  async found(): Promise<string | null> {
    await new Promise((resolve) => setTimeout(resolve, 50));
    this.end();
    return this.directive;
  }

  end(): void {
    document.removeEventListener("securitypolicyviolation", this.note);
  }

  private readonly note = (event: SecurityPolicyViolationEvent): void => {
    if (event.disposition === "enforce" && event.blockedURI.startsWith(new URL(this.server).origin)) this.directive = event.effectiveDirective;
  };
}
