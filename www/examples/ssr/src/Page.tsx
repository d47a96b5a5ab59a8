// The page, on the server as HTML and then in the browser.
import "city-peers/auto"; // does nothing on the server
import type {} from "city-peers/react";
import { useEffect, useRef, useState } from "react";

const TOPICS = { "flood-management": "Floods", waste: "Waste" };

/** The cities the page speaks of anyway: what visitors without script and search engines read. */
export interface Props {
  partners: readonly string[];
}

export function Page({ partners }: Props) {
  const [topic, setTopic] = useState("flood-management");
  const [names, setNames] = useState<string[]>([]);
  const peers = useRef<HTMLElementTagNameMap["city-peers"]>(null);
  // React (19.3) adds listeners for a custom element's events where it makes the element, not where it takes one over.
  useEffect(() => {
    const heard = new AbortController();
    const show = ({ detail }: HTMLElementEventMap["city-peers-suggest"]) => setNames(detail.partners.map(({ name }) => name));
    peers.current?.addEventListener("city-peers-suggest", show, heard);
    return () => heard.abort();
  }, []);
  return (
    <main>
      <h1>Cities we can learn from</h1>
      <p>
        <label htmlFor="topic">Topic</label>{" "}
        <select id="topic" value={topic} onChange={(event) => setTopic(event.target.value)}>
          {Object.entries(TOPICS).map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      </p>
      {/* Text is an attribute in the server's HTML; an array would only be set in the browser. */}
      <city-peers ref={peers} directory="/directory/directory.json" city="kr-seoul" topics={topic}>
        <p>Our partner cities:</p>
        <ul>
          {partners.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      </city-peers>
      <p>
        In short: <output id="short">{names.join(", ")}</output>
      </p>
    </main>
  );
}
