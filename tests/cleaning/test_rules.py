"""What goes and what stays, sentence by sentence: a table for every rule, written for the tests."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from editor.cleaning import Tier, propose

STRUCK: dict[str, dict[str, str]] = {
    "filler.pause": {
        "I'm for, um, you're against.": "I'm for you're against.",
        "That's it for, um, we are done.": "That's it for we are done.",
        "It's about, um, how we get there.": "It's about how we get there.",
        "It's just, um, we need more.": "It's just we need more.",
        "He, um, when he was asked, said yes.": "He when he was asked, said yes.",
        "Yes, it is, um, they are late.": "Yes, it is they are late.",
        "I have, um, at least ten of them.": "I have at least ten of them.",
        "Um So we left.": "So we left.",
        "Uh Yeah, we left.": "Yeah, we left.",
        "So that happened uh and uh it was good.": "So that happened and it was good.",
        "A lot of words um I think.": "A lot of words I think.",
        "It is called, um, Ada.": "It is called Ada.",
        "It is called um, Ada.": "It is called Ada.",
        "She said, um, that he left.": "She said that he left.",
        "Um, so, uh, we left.": "So we left.",
        "We left, um.": "We left.",
    },
    "marker.i-mean": {
        "I mean, we tried it.": "We tried it.",
        "But, I mean, it works.": "But it works.",
    },
    "marker.you-know": {
        "Ada, you know, has a plan.": "Ada has a plan.",
        "So why, you know, don't you go in?": "So why don't you go in?",
        "That is, you know, a good idea.": "That is a good idea.",
        "You know, we tried it.": "We tried it.",
        "The house is you know, a ruin.": "The house is a ruin.",
    },
    "partial.grammar": {
        "The they left early.": "They left early.",
    },
    "partial.word": {
        "It was a ma major step.": "It was a major step.",
        "He came for thi this house.": "He came for this house.",
        "Carers and U unique ideas.": "Carers and unique ideas.",
        "I want the th- the house.": "I want the house.",
        "I wa- want to go.": "I want to go.",
        "She was co coping well.": "She was coping well.",
        "Ca Can you hear me?": "Can you hear me?",
        "They've got pa past it.": "They've got past it.",
        "H how are you?": "How are you?",
    },
    "repeat.broken": {
        "We w- we went.": "We went.",
        "It's, um, it's late.": "It's late.",
        "And, uh, and then, um, we left.": "And then we left.",
        "He said the um the the book is old.": "He said the book is old.",
    },
    "repeat.phrase": {
        "It came with Ada, with Ada in it.": "It came with Ada in it.",
        "So Ada, so Ada was late.": "So Ada was late.",
        "From Leeds From Leeds we went on.": "From Leeds we went on.",
        "I think it I think it's fine.": "I think it's fine.",
        "I was... I was going to say no.": "I was going to say no.",
        "I was going - I was going home.": "I was going home.",
        "I don't I don't know.": "I don't know.",
        "We should not just not just talk.": "We should not just talk.",
        "one of one of the men": "one of the men",
        "that we that we need": "that we need",
        "Are you are you sure?": "Are you sure?",
        "so what we what we did was nice": "so what we did was nice",
        "and I said I said to him go": "and I said to him go",
        "I thought I thought it was late.": "I thought it was late.",
        "We want to want to go.": "We want to go.",
    },
    "repeat.word": {
        "We should do do some work.": "We should do some work.",
        "I can just just talk to them.": "I can just talk to them.",
        "At the end of every every day.": "At the end of every day.",
        "Team leads is is late.": "Team leads is late.",
        "I think it, it works.": "I think it works.",
        "They they they left.": "They left.",
        "It was th th that one.": "It was that one.",
        "We went to to to the sea.": "We went to the sea.",
        "Let let's go.": "Let's go.",
        "He he's here.": "He's here.",
        "We, we need, we need a plan.": "We need a plan.",
        "He's a a nice man.": "He's a nice man.",
        "To to be honest, it's fine.": "To be honest, it's fine.",
        "with with the dog": "with the dog",
        "And what what happened was bad.": "And what happened was bad.",
        "You you guys did it.": "You guys did it.",
        "So so we went home.": "So we went home.",
        "The the The plan works.": "The plan works.",
        "It's a social social care issue.": "It's a social care issue.",
        "Some some people stay.": "Some people stay.",
        "It was in in 2019.": "It was in 2019.",
        "We had an an idea.": "We had an idea.",
        "Do do you know him?": "Do you know him?",
        "Is is it late?": "Is it late?",
        "It it is fine.": "It is fine.",
        "because because of it": "because of it",
        "that's that's the thing": "that's the thing",
        "Well, we we're late.": "Well, we're late.",
    },
    "restart.article": {
        "It was a the best day.": "It was the best day.",
        "We need the a new plan.": "We need a new plan.",
        "A the dog barked.": "The dog barked.",
    },
    "restart.beginning": {
        "So it's about, we never talk about it.": "So we never talk about it.",
        "And it was with, um, we went by train.": "And we went by train.",
        "We've got, , we have a good house.": "We have a good house.",
        "I'm just, um, I was saying that.": "I was saying that.",
        "But it, you know, if you ask, you're told.": "But if you ask, you're told.",
        "And she, , because we were late, we ran.": "And because we were late, we ran.",
        "If you, , when you go there, look.": "When you go there, look.",
        "So how do you, you know, what steps are there?": "So what steps are there?",
        "Are you, um, do you know him?": "Do you know him?",
        "Is it, , was it a good day?": "Was it a good day?",
        "I was, , we were late.": "We were late.",
        "And there's, , there are two houses.": "And there are two houses.",
        "And the, , what we want is simple.": "And what we want is simple.",
        "A group of, , from the town came.": "A group from the town came.",
        "In the, , at the house we met.": "At the house we met.",
    },
    "restart.clause": {
        "And it was my it's a hard job.": "And it's a hard job.",
    },
    "restart.hedge": {
        "The sort of the whole picture.": "The whole picture.",
    },
    "restart.pair": {
        "My the sister called.": "The sister called.",
        "But I my brother was there.": "But my brother was there.",
        "And but we went on.": "But we went on.",
        "These this book is good.": "This book is good.",
    },
    "restart.retrace": {
        "It's so, it's lifelike.": "It's lifelike.",
        "It was really, it was a good day.": "It was a good day.",
        "That's what, , that's why we came.": "That's why we came.",
        "Which is, , which was nice.": "Which was nice.",
        "We want to, , we need to go.": "We need to go.",
        "So what we, , what I wanted is this.": "So what I wanted is this.",
        "It's about how do we, um, how we get there.": "It's about how we get there.",
        "And then I, , and then we went on.": "And then we went on.",
        "He said that he, , that they would come.": "He said that they would come.",
        "When you, um, when people come in they smile.": "When people come in they smile.",
        "One of our, , one of my friends said so.": "One of my friends said so.",
        "He put it on the, , on a list.": "He put it on a list.",
        "So it M it may be late.": "So it may be late.",
        "We have the we need more time.": "We need more time.",
        "For the for our team this works.": "For our team this works.",
        "We looked at the at a house.": "We looked at a house.",
        "We were in the s in the same room.": "We were in the same room.",
        "If we if they want it, fine.": "If they want it, fine.",
        "Because I because we know him.": "Because we know him.",
        "It was a f a few days.": "It was a few days.",
    },
    "restart.subject": {
        "It was kind of it was good.": "It was good.",
        "I think we need, , we really need to talk.": "I think, we really need to talk.",
        "One of the things he, we often go for it.": "One of the things we often go for it.",
        "Sometimes we, it's allowed.": "Sometimes it's allowed.",
        "She how do people get it?": "How do people get it?",
        "So I we should go.": "So we should go.",
        "It's they're coming on Monday.": "They're coming on Monday.",
        "It was it is a good thing.": "It is a good thing.",
        "And they were they are good people.": "And they are good people.",
        "I when I was young I sang.": "When I was young I sang.",
        "So we if we look at it, it works.": "So if we look at it, it works.",
        "So it we need to talk.": "So we need to talk.",
    },
    "restart.verb": {
        "We could, , can we talk about it?": "Can we talk about it?",
        "We can could go there.": "We could go there.",
    },
    "scar.comma": {
        "We saw, , the dog.": "We saw the dog.",
        "He is, , , old.": "He is old.",
        ", and so we left.": "and so we left.",
        "We live in , London.": "We live in London.",
        "It was good, , but we left.": "It was good, but we left.",
        "It was nice, , I think it was.": "It was nice, I think it was.",
    },
}
"""By the first rule that strikes: the line as heard, and what is left of it."""

KEPT = """\
See the box in IN PRACTICE below.
Do you think you can go?
Does that mean that it works?
I know where it's at, they moved it.
That's what it's about, we know.
I would do, so I would do it.
I'm for, I'm against.
Seven and a half of the people came.
A third of the people came.
Dan Daniels came in.
Tom Tomorrow drew it.
Kat Kathleen Smith spoke.
I think the Mus musculus is a mouse.
Set the option -a and go on.
The .exp export files are there.
We name the lifetime 'a and are done.
If a and b are equal, stop.
It returns the Some variant.
The IS group argued.
See the my_list file.
Earth First!er Judi Bari came.
Many words end with ‘th’, ‘er’, and ‘ed’.
All, all honourable men.
My my, how you've grown.
They knew they would win.
We hoped we could stay.
We read mega-, giga-, or tera-pixel images, or so.
It is what it is, what it is.
We were let in in time.
All the people who work work hard.
What we've got got here late.
He used an if and a but.
He is, was and will be king.
I can't, can't I?
Don't, don't do that.
We meet at eight, at eight thirty.
La la la.
He gave it to you you know.
I told you you would win.
The more you have the more you want.
I like it. It is good.
That that is said is true.
What it is is a mess.
She has had had enough chances.
You know what? Never mind.
We log on on Mondays.
He came in in a hurry.
I am who I am.
It's what it's like that counts.
Those who can can go.
Tell him him and his wife are invited.
I know that she knows.
The one I want I cannot have.
Whatever it is it is not mine.
Who they are they know best.
When we eat we eat well.
If I can I will.
All I need I have.
If you can you should.
Wherever we go we sing.
The way it was it could not last.
The man I met I liked.
Give her her book.
Show me me as a child.
We think they think so too.
Either you or I we should go.
That I, we and they agree.
My oh my, what a day.
It takes two to tango.
Do you think I think that?
It's I who called.
I say to you, you are right.
It was better than I, he thought.
We the people agree.
The can can hold a litre.
Pay per person, please.
Ten per percent is wrong.
Read the in and out list.
On and on and on it went.
One by one by the door they left.
Day after day after day.
From time to time to time.
She is in in-patient care.
The re-reading was slow.
Pre- and post-war houses.
The co-op and the co-founder.
It cost five five-pound notes.
No, no. Not that.
Yes, yes, yes.
It was so, so good.
Bye-bye, love.
Never, never again.
Please please call.
Do you know, you know?
As you know, we won.
If you know, tell me.
I know you know.
You know the rules.
I want you to know, you know that.
You mean what I mean.
By that I mean, of course, tea.
I like, you like, we like tea.
It was like, wow.
I kind of like it.
Well, well, look at that.
In the end, in the very end, he won.
She came, she saw, she left.
He is old, he is poor, he is ill.
We want peace, we want bread, we want land.
It was good, it was fun, it was free.
Not now, not ever.
A is for apple.
Class A and class B.
We went from point A to point, B, but late.
The letter e, even.
Vitamin C can help.
Type I error.
World War I is over.
He sat on a chair, a table beside him.
The cat that that dog chased.
Had he had it, he had won.
Out, out, brief candle.
Kind of blue is a record.
That sort of thing.
They, the owners, left.
I, for one, agree.
You, you and you, come here.
He or she, they said, may go.
It is, it really is, true.
I do, I do.
Thank you, thank you so much.
Two, two and a half hours.
The year 2 2 2.
He knows what he is and who he is.
We had a a.m. start.
This is it. It is done.
I see, I see.
Come in, in you go.
I love it, it is great.
That, that is the question.
The what and the why.
The ifs and the buts.
If you know, you know.
Because you know, don't you?
He knows, and you know, that this is wrong.
As far as you know, yes.
You never know, it may rain.
Well, you know the rules.
Did you know, by the way, that he left?
I'll let you know, okay?
How would you know, anyway?
You know who did it, right?
The place you know, love and miss.
She is the one you know, not me.
I mean you no harm.
If I say no, I mean no.
She knows I mean well.
Do you see what I mean, James?
I mean business.
What I mean to say is simple.
You mean me, I mean you.
He got an A at school.
Vitamin A and vitamin C.
Type A as in Anna.
Ma made it.
Pa passed the salt.
Al also came.
Jo joined us.
Ed edited it.
Bo bought it.
Di did it.
Cy cycled.
Mo moved out.
Vi visited.
St Stephen's is old.
We have twenty twenty vision.
Dial one one one.
The two two-year-olds slept.
It's a double double.
Seven to seven to nine.
It was a long, long way.
He ran and ran and ran.
They talked and talked.
She cried, cried and cried.
It rained for days and days and days.
Round and round and round it goes.
Over and over and over again.
More and more people came.
Location, location, location.
Tora! Tora! Tora!
Bora Bora is an island.
Walla Walla is a city.
Baden-Baden, Baden-Baden!
Pago Pago is hot.
We saw Duran Duran live.
The Mahi Mahi was fresh.
Yo-Yo Ma plays.
He plays the yo yo.
Cha cha cha!
So far so good.
Let bygones be bygones.
A man is a man is a man.
Business is business.
What is, is.
The thing is, is it true?
All that there is is this.
What he did did not help.
What I do do is sing.
Those who had had it had left.
The hotel he was was was full.
She told her her dog was fine.
I gave him his his and hers towels.
He said that that that is used wrongly.
It is what it is.
I know what I know.
We are what we are.
Can he can tuna?
Mark marks papers.
Rose rose early.
Police police police.
Fish fish fish.
No means no.
Yes, and, and, and.
He's his own man.
Their there is a mistake.
It's its own thing.
That's that.
That's that, then.
That's that sorted.
Who's who in town.
What's what?
Tit for tat for tit.
Bit by bit by bit.
Word for word.
Hand in hand in hand.
Cheek to cheek to cheek.
We went up up and away.
Up, up and away.
Down, down, down.
Out and out and out.
In and in and in.
Go, go, go!
Run, Forrest, run.
Look, look, a bird.
There, there, don't cry.
Now now, be nice.
Well well, look who it is.
My, my, my.
Oh dear, oh dear.
Dear, dear me.
Fine, fine, do it.
Right, right, I see.
Okay, okay, I'm coming.
Sure, sure, go ahead.
Hello, hello, who is there?
Thanks, thanks so much.
Stop, stop, stop it.
Wait, wait, wait.
Help, help!
Never ever ever say that.
A big, big house.
An old, old man.
Many, many thanks.
A far, far better thing.
Too, too sad.
Much, much more.
Each and every one.
The rich get richer and the poor get poorer.
He that is without sin.
The more I see, the more I know.
Either he or she goes.
You and I we go back.
Between you and me, I lied.
It was he who did it.
It is they who are wrong.
I, too, was there.
We, the people, agree.
You, sir, are late.
Me, I like it.
Him I know, her I do not.
That I know.
This I like.
What I like I buy.
Where I go I walk.
When I can I read.
The day we met we laughed.
The book he read he kept.
The first time I saw it I cried.
Every time we go we lose.
Now that we can we will.
By the time he was he knew.
As soon as I could I left.
Once you start you cannot stop.
The minute she was she was gone.
Even if it is it matters.
I was there, I was happy, I was young.
He is my friend, he is my brother.
It could be, it could be not.
It's cold, it's wet, it's dark.
They're here, they're here!
I'm late, I'm late, for a date.
It is a war, a war we lost.
A man, a plan, a canal.
In the beginning, in the dark, he waited.
Not for me, not for you.
For the young, for the old, for all.
By day, by night.
To be or not to be.
To see, to hear, to feel.
Some people say, some people do.
The what? The what now?
The word like is overused.
The verb to be is odd.
They say uh a lot.
Dr. Er is in.
The UM campus is big.
She got an MM degree.
Add 10 ml, 20 ml and 30 ml.
Mm, lovely.
Mm-hmm, I agree.
Uh-oh.
Ah, I see.
Oh, oh, oh!
Hmm.
Hm?
Huh?
Eh?
Yes.
I think so, so I left.
If so, so be it.
She did so so well.
The so so called expert.
It is so. So what?
He is kind of the boss.
What sort of sort is it?
He is one of a kind of a sort.
The can the cat knocked over.
The will the lawyer read.
A might of the sea.
Go on on foot.
Log in in the app.
Hold on on the left.
Come in in your boots.
The bridge we drove over over there.
What they are after after all.
The one I talked to to no avail.
He walked in in silence.
The house he lives in in Rome.
The things we go through through no fault.
I like it, it goes well.
So was I, I think.
Whatever it may be, be quick.
Who am I, he asked.
He gave it to many of you know who.
You know, of course, that he left.
You know, for example, that it rains.
"You know," he said, "that is not so."
"I mean," she said, "that one may go."
As many of you know, I am late.
Uh oh, that is bad.
Call a spade a spade.
We do not call a relationship a relationship.
As bright as bright can be.
An amendment to an amendment to a motion.
They laughed and laughed until dawn.
She said words words words words.
Pascal is Pascal is Pascal.
I told you I told you I told you.
The jury is the a priori judge.
Plan A failed and B began.
The k key kills it.
The packages ntp, ntpdate and http, https.
-- Mac Macinelli wrote it.
So so, I guess.
The words um and uh are fillers.
It ended with an um.
Their a cappella group.
What are we, what are they?
How they're delivered, how they're envisioned.
"""
"""Lines of which no word and no comma may go."""

MENTIONED = (
    'He said "you know" twice.',
    '"Um" is what he said.',
    "The word um is in no script.",
    "They say uh a lot.",
)

CASES = [
    pytest.param(rule, raw, left, id=f"{rule}: {raw}")
    for rule, cases in STRUCK.items()
    for raw, left in cases.items()
]


@pytest.mark.parametrize(("rule", "raw", "left"), CASES)
def test_what_goes(rule: str, raw: str, left: str, cleaned: Callable[[str], str]) -> None:
    assert cleaned(raw) == left
    assert rule in {f.rule for f in propose(raw) if f.tier is Tier.AUTO}


@pytest.mark.parametrize("line", [*KEPT.splitlines(), *MENTIONED])
def test_what_stays(line: str, cleaned: Callable[[str], str]) -> None:
    assert cleaned(line) == line
