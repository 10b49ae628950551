import { wordsFor } from "../first-words";

/** What the server says when it cannot answer (application/problem+json). */
export class Problem extends Error {
  constructor(
    readonly title: string,
    readonly detail: string,
    readonly status: number | null = null,
    /** The parameter that is to blame. */
    readonly parameter: string | null = null,
  ) {
    super(detail === "" ? title : `${title}: ${detail}`);
    this.name = "Problem";
  }

  static async fromResponse(response: Response): Promise<Problem> {
    const fallback = wordsFor(null)("page-server-answered", { status: String(response.status) });
    try {
      const body: unknown = await response.json();
      if (typeof body !== "object" || body === null) return new Problem(fallback, "", response.status);
      const { title, detail, parameter } = body as Record<string, unknown>;
      return new Problem(
        typeof title === "string" && title !== "" ? title : fallback,
        typeof detail === "string" ? detail : "",
        response.status,
        typeof parameter === "string" ? parameter : null,
      );
    } catch {
      return new Problem(fallback, "", response.status);
    }
  }

  static from(error: unknown): Problem {
    const words = wordsFor(null);
    if (error instanceof Problem) return error;
    if (error instanceof TypeError) return new Problem(words("page-unreachable"), words("page-check-connection"));
    return new Problem(words("page-went-wrong"), error instanceof Error ? error.message : String(error));
  }
}

/** Whether the server blames a parameter. */
export function isAbout(error: unknown, parameter: string): boolean {
  return error instanceof Problem && error.parameter === parameter;
}

export function isAborted(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}
