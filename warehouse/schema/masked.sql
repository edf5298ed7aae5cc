CREATE VIEW articles AS FROM named.articles;
CREATE VIEW article_versions AS FROM named.article_versions;
CREATE VIEW officials AS FROM named.officials;
CREATE VIEW mentions AS FROM named.mentions;
CREATE VIEW quotes AS FROM named.quotes;
CREATE VIEW statements AS FROM named.statements;
