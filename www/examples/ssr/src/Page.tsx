// The page, on the server as HTML and then in the browser.
import "city-peers/auto"; // does nothing on the server
import type {} from "city-peers/react";
import { useState } from "react";

const TOPICS = { "flood-management": "Floods", waste: "Waste" };

/** The cities the page speaks of anyway: what visitors without script and search engines read. */
export interface Props {
  partners: readonly string[];
}

export function Page({ partners }: Props) {
  const [topic, setTopic] = useState("flood-management");
  const [names, setNames] = useState<string[]>([]);
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
      <city-peers
        directory="/directory/directory.json"
        city="kr-seoul"
        topics={topic}
        oncity-peers-suggest={({ detail }) => setNames(detail.partners.map(({ name }) => name))}
      >
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
