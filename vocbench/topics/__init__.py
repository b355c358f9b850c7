"""Topics of open answers: set apart what says nothing, embed, group, name."""

from vocbench.topics.embed import Encoder
from vocbench.topics.fit import fit_topics
from vocbench.topics.result import TopicModel
from vocbench.topics.settings import TopicSettings

__all__ = ["Encoder", "TopicModel", "TopicSettings", "fit_topics"]
